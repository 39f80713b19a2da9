import { type Counts, type Run, recordsShort } from '@z2q/store';

type Advised = Pick<Run, 'id' | 'kind' | 'phases' | 'state' | 'pauseReason' | 'recommendedAction'>;

/**
 * What a person does next about a run; null: nothing. Who paused or failed it may have said so. What follows from its counts is
 * said here.
 */
export function recommendAction(
  run: Advised,
  counts: readonly Counts[],
  failureBudget: number | null,
): string | null {
  if (run.recommendedAction !== null) return run.recommendedAction;
  if (run.state === 'completed_with_failures') return adviseAtEnd(run, counts);
  if (run.state !== 'paused') return null;
  if (run.pauseReason === 'awaiting_approval') return APPROVE;
  if (run.pauseReason === 'failure_budget')
    return `${sum(counts, ({ failed }) => failed)} records failed, and the failure budget is ${failureBudget}. Read GET /v1/runs/${run.id}/failures and remove the cause. Resume goes on with the records that are left; once the run is over, retry does the failed ones again.`;
  return null;
}

const APPROVE =
  'Everything is extracted and transformed, and nothing is written yet. Look at the report, then resume the run to load.';

function adviseAtEnd(run: Advised, counts: readonly Counts[]): string {
  const short = sum(counts, (count) => recordsShort(run, count));
  return `${count(short)} short of a phase: read the report or GET /v1/runs/${run.id}/failures, remove the cause, then retry.`;
}

const sum = (counts: readonly Counts[], of: (count: Counts) => number): number =>
  counts.reduce((total, each) => total + of(each), 0);
const count = (records: number): string => (records === 1 ? '1 record is' : `${records} records are`);
