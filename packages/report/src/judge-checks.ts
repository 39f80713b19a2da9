import { CheckName, type ReportCheck } from '@z2q/contracts';
import type { ReportInput } from './report-input.ts';

type Counts = ReportInput['run']['counts'];

/**
 * Results of the validator's checks, each compared with the number of objects that it should have looked at.
 */
export const judgeChecks = (checks: ReportInput['checks'], counts: Counts): ReportCheck[] =>
  CheckName.options.map((name) => {
    const of = countToCheck(name, counts);
    const row = checks.find((candidate) => candidate.name === name);
    if (!row) return { name, status: 'not_run', checked: 0, of, wrong: 0 };
    return { ...row, of, status: judgeCheck({ ...row, of }) };
  });

function judgeCheck({ checked, of, wrong }: Omit<ReportCheck, 'name' | 'status'>): ReportCheck['status'] {
  if (wrong > 0) return 'failed';
  if (of !== null && checked < of) return 'incomplete';
  return checked === 0 ? 'nothing_to_check' : 'passed';
}

/**
 * Number of objects that a check should look at; null for `foreign`, whose objects cannot be counted
 * beforehand.
 */
function countToCheck(name: CheckName, counts: Counts): number | null {
  if (name === 'foreign') return null;
  return Object.entries(counts)
    .filter(([type]) => isAbout(name, type))
    .reduce((sum, [, { source, skipped }]) => sum + Math.max(0, source - skipped), 0);
}

/**
 * Whether a check applies to a type: `files` only to files, `content` to everything else, all other checks to
 * all types.
 */
export const isAbout = (name: CheckName, type: string): boolean =>
  (name !== 'files' || type === 'attachment') && (name !== 'content' || type !== 'attachment');
