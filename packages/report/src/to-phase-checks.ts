import type { PhaseCheck } from '@z2q/contracts';
import type { ReportInput } from './report-input.ts';

type Code = ReportInput['failures'][number]['code'];

const REFERENCES: ReadonlySet<Code> = new Set<Code>(['reference_unresolved', 'dependency_failed']);
const FIT: ReadonlySet<Code> = new Set<Code>(['draft_invalid']);

/** Comparisons before anything is written: everything was read, all references are known, and everything fits the target. */
export function toPhaseChecks({ run, phaseFailures }: ReportInput): PhaseCheck[] {
  if (run.kind === 'rollback') return [];
  const sum = (count: 'source' | 'extracted' | 'transformed' | 'skipped') =>
    Object.values(run.counts).reduce((total, counts) => total + counts[count], 0);
  const failed = (phase: PhaseCheck['phase'], codes?: ReadonlySet<Code>) =>
    phaseFailures
      .filter((row) => row.phase === phase && (codes?.has(row.code) ?? true))
      .reduce((total, { count }) => total + count, 0);
  const of = sum('source');
  const unread = failed('extract');
  const checks: PhaseCheck[] = [];
  if (run.phases.includes('extract'))
    checks.push(
      judge({ name: 'counts', phase: 'extract', checked: sum('extracted') + unread, of, wrong: unread }),
    );
  if (!run.phases.includes('transform')) return checks;
  const checked = sum('transformed') + sum('skipped') + failed('transform');
  for (const [name, codes] of [
    ['references', REFERENCES],
    ['fit', FIT],
  ] as const)
    checks.push(judge({ name, phase: 'transform', checked, of, wrong: failed('transform', codes) }));
  return checks;
}

function judge(check: Omit<PhaseCheck, 'status'>): PhaseCheck {
  const { checked, of, wrong } = check;
  if (wrong > 0) return { ...check, status: 'failed' };
  if (of === 0) return { ...check, status: 'nothing_to_check' };
  return { ...check, status: checked < of ? 'incomplete' : 'passed' };
}
