import type { BatchJob, WorkableBatch } from '@z2q/contracts';
import { type StageKey, stageKey, stageRule } from '@z2q/pipeline';
import type { Writer } from '../store.ts';
import type { AddedBatch } from '../tables/batches.ts';
import { listDueOf } from '../tables/due-batches.ts';
import type { Settled } from './settle-run.ts';

/** How many batches of a newly opened stage are enqueued; the reconciler enqueues the rest as the queue empties. */
const JOBS_A_STAGE = 64;

export type Progress = {
  readonly runId: BatchJob['runId'];
  readonly projectKey: string;
  /** Batches that were added, beside those that settling the run added. */
  readonly added: readonly AddedBatch[];
  /** Stage of the batch that was finished, if one was. */
  readonly finishedIn?: StageKey;
  readonly settled: Settled;
  readonly nowMs: number;
};

/**
 * Lists the batches that a worker can take up as a result of what has just happened: batches added to open stages,
 * batches of stages that have just opened, and the next batch of a sequential stage. All other batches wait in their
 * table.
 */
export async function listWorkable(tx: Writer, progress: Progress): Promise<readonly WorkableBatch[]> {
  const { runId, projectKey, added, finishedIn, settled, nowMs } = progress;
  const isNew = new Set(settled.opened);
  const addedTo = [...added, ...settled.added].filter(
    (job) => settled.open.has(keyOf(job)) && !isNew.has(keyOf(job)),
  );
  const inOrder = [...addedTo.map(keyOf), ...(finishedIn ? [finishedIn] : [])].filter(
    (key) => stageRule(key).isSequential && settled.open.has(key),
  );
  const jobs = addedTo
    .filter((job) => !stageRule(keyOf(job)).isSequential)
    .map((job): WorkableBatch => ({ ...job, projectKey }));
  for (const key of new Set([...settled.opened, ...inOrder])) {
    const { phase, type } = stageRule(key);
    const stage = { runId, phase, type, projectKey };
    jobs.push(...(await listDueOf(tx, stage, nowMs, JOBS_A_STAGE)));
  }
  return jobs;
}

const keyOf = ({ phase, entityType }: BatchJob): StageKey => stageKey(phase, entityType);
