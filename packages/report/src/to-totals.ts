import { COUNT_OF_PHASE, type CountsView, type ReportTotals, type StagePhase } from '@z2q/contracts';
import type { ReportInput } from './report-input.ts';

export const toPhases = ({ kind, phases }: ReportInput['run']): StagePhase[] =>
  kind === 'rollback' ? ['rollback'] : [...phases];

export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);

/** Seconds that the run took, without pauses. */
export const toDuration = ({ run, generatedAt, pausedSeconds }: ReportInput): number | null =>
  run.startedAt === null
    ? null
    : Math.max(0, secondsBetween(run.startedAt, run.finishedAt ?? generatedAt) - pausedSeconds);

export function toTotals(input: ReportInput): ReportTotals {
  const counts = Object.values(input.run.counts);
  const sum = (name: keyof CountsView): number =>
    counts.reduce((total, count) => total + (count[name] ?? 0), 0);
  const last = toPhases(input.run).at(-1) ?? 'validate';
  const [records, reached] = [sum('source'), sum(COUNT_OF_PHASE[last])];
  const seconds = toDuration(input);
  return {
    records,
    reached,
    verified: sum('verified'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    entitiesPerMinute: seconds ? (reached * 60) / seconds : null,
    // Records may be deleted in the source during a run, so more may have got through than it counts.
    successRate: records === 0 ? null : Math.min(1, reached / records),
  };
}
