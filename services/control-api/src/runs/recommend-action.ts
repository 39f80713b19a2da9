import { isFinal } from '@z2q/contracts';
import { type Counts, type Run, recordsShort } from '@z2q/store';

type Advised = Pick<Run, 'id' | 'kind' | 'phases' | 'state' | 'pauseReason' | 'recommendedAction'>;

/**
 * What the operator should do next about a run; null: nothing. Advice stored by whoever paused or failed the run comes
 * first; advice that follows from the counts is made here.
 */
export function recommendAction(
  run: Advised,
  counts: readonly Counts[],
  { failureBudget, isOlderDatabase }: AdviceFacts,
): string | null {
  if (run.recommendedAction !== null) return run.recommendedAction;
  if (isOlderDatabase && isFinal(run.state) && dependsOnIdMap(run)) return LOOK_FIRST;
  if (run.state === 'completed_with_failures') return adviseAtEnd(run, counts);
  if (run.state !== 'paused') return null;
  if (run.pauseReason === 'awaiting_approval') return APPROVE;
  if (run.pauseReason === 'failure_budget')
    return `${sum(counts, ({ failed }) => failed)} records failed, and the failure budget is ${failureBudget}. Read GET /v1/runs/${run.id}/failures and remove the cause. Resume goes on with the records that are left; once the run is over, retry does the failed ones again.`;
  return null;
}

/** Read from the database only where the run needs them. */
type AdviceFacts = {
  readonly failureBudget: number | null;
  /** The database was restored from a backup, and no run has looked on the target for what it does not know. */
  readonly isOlderDatabase: boolean;
};

/** Whether a run takes the id map for all that is on the target: loading would complete it. */
export const dependsOnIdMap = ({ kind, phases }: Pick<Run, 'kind' | 'phases'>): boolean =>
  kind === 'rollback' || (phases.includes('validate') && !phases.includes('load'));

const LOOK_FIRST =
  'The database was restored from a backup and does not know what was created on the target after it. This run knew no more: what it calls missing may be there, and what a rollback left out may be ours. Run the migration once with its load phase, which finds those objects by their keys, then do this again.';

const APPROVE =
  'Everything is extracted and transformed, and nothing is written yet. Look at the report, then resume the run to load.';

function adviseAtEnd(run: Advised, counts: readonly Counts[]): string {
  const short = sum(counts, (count) => recordsShort(run, count));
  const what =
    short > 0
      ? `${count(short)} not through every phase`
      : 'Something other than a record failed, such as a field';
  return `${what}: read the report or GET /v1/runs/${run.id}/failures, remove the cause, then retry.`;
}

const sum = (counts: readonly Counts[], of: (count: Counts) => number): number =>
  counts.reduce((total, each) => total + of(each), 0);
const count = (records: number): string => (records === 1 ? '1 record is' : `${records} records are`);
