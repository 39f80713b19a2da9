import { CheckName, type ReportCheck } from '@z2q/contracts';
import type { ReportInput } from './report-input.ts';

type Counts = ReportInput['run']['counts'];

/** What the validator's checks come to, each measured by how many objects there are to check. */
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

/** How many objects a check should have looked at; null for `foreign`, which cannot be counted beforehand. */
function countToCheck(name: CheckName, counts: Counts): number | null {
  if (name === 'foreign') return null;
  return Object.entries(counts)
    .filter(([type]) => isAbout(name, type))
    .reduce((sum, [, { source, skipped }]) => sum + Math.max(0, source - skipped), 0);
}

/** Whether a check is made of the records of a type: files are compared by their bytes, all others by their content. */
export const isAbout = (name: CheckName, type: string): boolean =>
  (name !== 'files' || type === 'attachment') && (name !== 'content' || type !== 'attachment');
