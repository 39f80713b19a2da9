import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { BatchJob, RunId } from '@z2q/contracts';
import { type Logger, restoreYoungSpace } from '@z2q/process';
import type { JobOutcome, Queues, Traces } from '@z2q/queues';
import {
  addMeasure,
  type Batch,
  claimBatch,
  completeBatch,
  countFailed,
  findMigration,
  findRun,
  type InRun,
  LEASE_MS,
  pageFailures,
  type Store,
  storeOfRun,
  type Writer,
} from '@z2q/store';
import {
  type BatchContext,
  type BatchHandlers,
  type BatchOutcome,
  HandedBackError,
} from '../batch-handler.ts';
import type { ApiAnswers } from '../recovery/api-answers.ts';
import { recoverBatch, recoverLost } from '../recovery/recover-batch.ts';
import { NAMED_FAILURES, tellDone, tellUnmoved } from '../recovery/tell-outcome.ts';
import { type BatchLease, holdLease } from './batch-lease.ts';
import type { RequestRecorder } from './request-recorder.ts';
import type { StoreWatch } from './store-watch.ts';

export type BatchRunnerDeps = {
  readonly store: Store;
  readonly queues: Pick<Queues, 'enqueue'>;
  readonly handlers: BatchHandlers;
  readonly traces?: Pick<Traces, 'annotate'> | undefined;
  readonly recorder: RequestRecorder;
  readonly answers: ApiAnswers;
  readonly watch: StoreWatch;
  readonly log: Logger;
  readonly now: () => Date;
  /** Name of this process. */
  readonly owner: string;
  /** How many milliseconds after it was sent a write may still land on the target. */
  readonly settleMs: number;
  /** Aborted when the process should begin no further records. */
  readonly stopping: AbortSignal;
  /** Aborted when the process can wait no longer for the batches in hand. */
  readonly leaving: AbortSignal;
};

const PROBE_TIMEOUT_MS = 10_000;

/**
 * Claims the batch of a job, runs its handler and marks it done. Every error of the work goes to
 * `recoverBatch`; if the store then takes no writes, the batch is left to its lease.
 * @returns the outcome. Does not throw.
 */
export async function runBatch(
  deps: BatchRunnerDeps,
  job: BatchJob,
  jobSignal: AbortSignal,
): Promise<JobOutcome> {
  if (deps.stopping.aborted) return { state: 'not-taken' };
  // Each hold on a batch has a name of its own: a process that stood still may lose a batch and take it up again.
  const holder = { ...deps, owner: `${deps.owner}/${randomUUID()}` };
  try {
    const batch = await claim(holder, job);
    if (batch) restoreYoungSpace();
    return batch ? await workOn(holder, batch, job, jobSignal) : { state: 'not-taken' };
  } catch (error) {
    if (!deps.watch.observe(error, job.runId))
      deps.log.error({ err: error, ...job }, 'the outcome of a batch could not be stored');
    return tellUnmoved(job.runId, error);
  }
}

async function workOn(
  deps: BatchRunnerDeps,
  batch: Batch,
  job: BatchJob,
  jobSignal: AbortSignal,
): Promise<JobOutcome> {
  const log = deps.log.child({
    runId: job.runId,
    phase: job.phase,
    entityType: job.entityType,
    batch: job.batch,
  });
  using lease = holdLease(deps, job, jobSignal);
  const lost = await recoverLost({ ...deps, log }, batch);
  if (lost) return lost;
  const recovery = { ...deps, log, startedAtMs: deps.now().getTime(), probe: createProbe(deps, batch) };
  try {
    const context = await openContext(deps, batch, log, lease);
    const work = deps.recorder.during(job.runId, async () => {
      await deps.handlers.contact?.confirm(context);
      return handlerOf(deps.handlers, batch)(context);
    });
    return await complete(deps, context, await orLeave(work, deps.leaving));
  } catch (error) {
    lease.giveUp();
    return await recoverBatch(recovery, batch, error);
  }
}

/**
 * Waits for the work on a batch, but not once `leaving` is aborted.
 * @throws {HandedBackError} in that case. The batch is delayed for a full lease, because a request under way may still
 * arrive, just as if this process had died.
 */
function orLeave<Result>(work: Promise<Result>, leaving: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(new HandedBackError('the worker stops', LEASE_MS));
    if (leaving.aborted) leave();
    leaving.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => leaving.removeEventListener('abort', leave));
  });
}

/** By then the lease has aborted all requests of the batch, so the probe needs a signal of its own. */
function createProbe({ handlers, recorder, store, stopping }: BatchRunnerDeps, { runId }: Batch) {
  const { contact } = handlers;
  if (!contact) return undefined;
  return async (): Promise<unknown> => {
    const { migration } = await findRunAndMigration(store, runId);
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(PROBE_TIMEOUT_MS)]);
    return recorder.during(runId, () => contact.readProject({ migration, signal }));
  };
}

async function claim({ store, owner, now }: BatchRunnerDeps, job: BatchJob): Promise<Batch | undefined> {
  return store.write((tx) => claimBatch(tx, job, { owner, nowMs: now().getTime(), leaseMs: LEASE_MS }));
}

async function openContext(
  deps: BatchRunnerDeps,
  batch: Batch,
  log: Logger,
  { signal, throwIfStopped, assertHeld, confirm: confirmLease }: BatchLease,
): Promise<BatchContext> {
  const { store, now } = deps;
  const { run, migration } = await findRunAndMigration(store, batch.runId);
  deps.traces?.annotate({ migrationId: migration.id });
  const wait = async (ms: number): Promise<void> => {
    if (ms > 0) await delay(ms, undefined, { signal });
  };
  return {
    batch,
    run,
    migration,
    store: storeOfRun(store, run),
    signal,
    throwIfStopped,
    assertHeld,
    confirmLease,
    wait,
    claim: deps.owner,
    settleMs: deps.settleMs,
    log,
    now,
  };
}

async function findRunAndMigration(store: Store, runId: RunId) {
  const run = await findRun(store.read, runId);
  const migration = run && (await findMigration(store.read, run.migrationId));
  if (!run || !migration) throw new Error(`Run ${runId} has no migration`);
  return { run, migration };
}

function handlerOf(handlers: BatchHandlers, batch: Batch) {
  const handler = handlers[`${batch.phase}/${batch.entityType}/${batch.kind}`];
  if (!handler)
    throw new Error(`This service has no handler for ${batch.phase}/${batch.entityType}/${batch.kind}`);
  return handler;
}

async function complete(
  deps: BatchRunnerDeps,
  { batch, store }: BatchContext,
  { commit, handOn = [] }: BatchOutcome,
): Promise<JobOutcome> {
  const { owner } = deps;
  const { jobs, ...done } = await store.write(async (tx) => {
    const failedBefore = await countFailed(tx);
    await commit?.(tx);
    if (batch.attempts > 1)
      await addMeasure(tx, batch.runId, { measure: 'got_over', name: 'done_later', value: 1 });
    const now = deps.now().toISOString();
    const jobs = await completeBatch(tx, { batch, owner, handOn, failedBefore, now });
    const failed = (await countFailed(tx)) - failedBefore;
    const failures = failed > 0 ? await listFirstFailures(tx, batch) : [];
    return { jobs, batch, failed, failures };
  });
  deps.recorder.countDone(batch.runId, batch.phase, batch.ids.length);
  // Only a hint: the reconciler also finds these batches in their table.
  await deps.queues
    .enqueue(jobs)
    .catch((error: unknown) =>
      deps.log.warn({ err: error }, 'could not enqueue the next batches; workers find them in the database'),
    );
  return tellDone(done);
}

const listFirstFailures = (tx: InRun<Writer>, { phase, entityType, ids }: Batch) =>
  pageFailures(tx, { phase, entityType, sourceIds: ids }, NAMED_FAILURES, null);
