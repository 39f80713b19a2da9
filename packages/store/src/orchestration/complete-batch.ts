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
  /** Batches for this stage or the next ones. Batches of phases that the run does not have are left out. */
  readonly handOn: readonly NewBatch[];
  /** Records that had failed before this batch, to tell whether this batch exceeds the failure budget. */
  readonly failedBefore: number;
  readonly now: string;
};

/**
 * Marks a batch done and adds the batches that follow, in the transaction of the batch's effects. Writes go one at a
 * time (`Store.write`), so when two last batches of a stage finish, the second sees the first as done.
 * @returns jobs to enqueue after the commit: batches that can be worked on now.
 * @throws {LeaseLostError} when another worker has taken the batch over.
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

/** Pauses each time the number of failures passes another multiple of the budget, so that a resumed run can go on. */
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
