import type { MigrationOptions, WorkableBatch } from '@z2q/contracts';
import { stageKey } from '@z2q/pipeline';
import type { InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { type Batch, finishBatch, insertBatches, type NewBatch } from '../tables/batches.ts';
import { countFailed } from '../tables/counts.ts';
import { findMigration } from '../tables/migrations.ts';
import { type Pause, pauseRun } from '../tables/pauses.ts';
import { findRun } from '../tables/runs.ts';
import { listWorkable } from './list-workable.ts';
import { planOf } from './plan-of.ts';
import { settleRun } from './settle-run.ts';

export type Completion = {
  readonly batch: Batch;
  readonly owner: string;
  /** Batches for this stage or the next ones; those of phases this run does not have are left out. */
  readonly handOn: readonly NewBatch[];
  /** Records that failed before this batch, to see whether the failure budget is spent by it. */
  readonly failedBefore: number;
  readonly now: string;
};

/**
 * Moves a checkpoint, in the transaction of the effects of its batch: marks it done and hands on. Of two batches that are
 * the last of a stage one sees the other done, since writes go one at a time (`Store.write`).
 * @returns jobs to enqueue after the commit: what can be worked on now because of it. @throws {LeaseLostError} when another worker has taken the batch over.
 */
export async function completeBatch(
  tx: InRun<Writer>,
  completion: Completion,
): Promise<readonly WorkableBatch[]> {
  const { batch, owner, handOn, now } = completion;
  const run = await findRun(tx, batch.runId);
  const migration = await findMigration(tx, tx.migrationId);
  if (!run || !migration) throw new Error(`There is no run ${batch.runId} of migration ${tx.migrationId}`);
  const stages = new Set(planOf(run, migration).map(({ phase, type }) => stageKey(phase, type)));
  const added = await insertBatches(
    tx,
    batch.runId,
    handOn.filter((next) => stages.has(next.stage)),
    now,
  );
  await finishBatch(tx, batch, owner, now);
  const settled = await settleRun(tx, { run, migration }, now);
  await pauseOnBudget(tx, completion, migration.options.failureBudget);
  const finishedIn = stageKey(batch.phase, batch.entityType);
  const { sourceProjectKey: projectKey } = migration;
  const progress = { runId: batch.runId, projectKey, added, finishedIn, settled, nowMs: Date.parse(now) };
  return listWorkable(tx, progress);
}

/** Pauses each time the stored failures pass another multiple of the budget, so that resuming goes on. */
async function pauseOnBudget(
  tx: InRun<Writer>,
  { batch, failedBefore, now }: Completion,
  budget: MigrationOptions['failureBudget'],
): Promise<void> {
  if (!budget) return;
  const failed = await countFailed(tx);
  if (Math.floor(failed / budget) <= Math.floor(failedBefore / budget)) return;
  const pause: Pause = { reason: 'failure_budget', resumeAt: null };
  await pauseRun(tx, batch.runId, pause, Date.parse(now));
}
