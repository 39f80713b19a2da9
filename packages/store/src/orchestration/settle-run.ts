import { advance, type StageChange, type StageKey, type StageState } from '@z2q/pipeline';
import { inRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { type AddedBatch, insertBatches, type NewBatch } from '../tables/batches.ts';
import { listCounts, recordsShort } from '../tables/counts.ts';
import { hasFailures } from '../tables/failures.ts';
import { endLookFirst } from '../tables/look-first.ts';
import type { Migration } from '../tables/migrations.ts';
import { type Pause, pauseRun } from '../tables/pauses.ts';
import { finishRun, type Run } from '../tables/runs.ts';
import { applyStageChanges, listStages } from '../tables/stages.ts';
import { planOf } from './plan-of.ts';

/** A run with its migration, as read in this transaction. */
export type Settling = { readonly run: Run; readonly migration: Migration };

/** Result of settling a run. */
export type Settled = {
  /** Stages whose batches may be worked on. */
  readonly open: ReadonlySet<StageKey>;
  /** Those of them that have just opened. */
  readonly opened: readonly StageKey[];
  /** The finish batches that were added to stages with nothing else left to do. */
  readonly added: readonly AddedBatch[];
};

/**
 * Applies the consequences of finished batches: opens, finishes and closes stages, waits for approval at the gate, ends
 * the run.
 */
export async function settleRun(tx: Writer, { run, migration }: Settling, now: string): Promise<Settled> {
  const runId = run.id;
  const stages = await listStages(tx, runId);
  const { changes, finishing } = advance(planOf(run, migration), stages);
  await applyStageChanges(tx, runId, changes, now);
  const finishes = finishing.map((stage): NewBatch => ({ stage, kind: 'finish' }));
  const added = await insertBatches(tx, runId, finishes, now);
  if (mustBeApproved(run, migration, changes)) {
    await pauseRun(tx, runId, AWAITING_APPROVAL, Date.parse(now));
  }
  const states = new Map<StageKey, StageState>(stages.map((stage) => [stage.key, stage.state]));
  for (const change of changes) states.set(change.key, change.state);
  if ([...states.values()].every((state) => state === 'done')) await endRun(tx, run, now);
  return {
    open: new Set([...states].flatMap(([key, state]) => (state === 'open' ? [key] : []))),
    opened: changes.flatMap(({ key, state }) => (state === 'open' ? [key] : [])),
    added,
  };
}

export const AWAITING_APPROVAL: Pause = { reason: 'awaiting_approval', resumeAt: null };

const mustBeApproved = (run: Run, migration: Migration, changes: readonly StageChange[]): boolean =>
  migration.options.gate === 'before-load' &&
  !run.isApproved &&
  changes.some((change) => change.key === 'load/project' && change.state === 'open');

async function endRun(tx: Writer, run: Run, now: string): Promise<void> {
  const counts = await listCounts(inRun(tx, run));
  const short = counts.reduce((sum, count) => sum + recordsShort(run, count), 0);
  // Failures of something that is no record, such as a field that a rollback has to leave, are not in the
  // counts.
  const isWhole = short === 0 && !(await hasFailures(inRun(tx, run)));
  const state = isWhole ? 'completed' : 'completed_with_failures';
  // Only if every record got through was each of them looked for on the target.
  if (state === 'completed' && run.kind === 'migrate' && run.phases.includes('load'))
    await endLookFirst(inRun(tx, run));
  await finishRun(tx, run.id, state, now);
}
