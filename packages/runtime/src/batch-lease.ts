import type { BatchJob } from '@z2q/contracts';
import { extendLease, findRun, type Store } from '@z2q/store';
import { HandedBackError } from './batch-handler.ts';

export const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 2_000;

export type BatchLease = Disposable & {
  /** Aborted when another worker holds the batch, or the queue took the job back. */
  readonly signal: AbortSignal;
  /** @throws {HandedBackError} when no further record of the batch may be begun. */
  readonly checkpoint: () => void;
};

/** Keeps a batch ours while it is worked on, and notices when its run is paused or cancelled or this process stops. */
export function holdLease(
  store: Store,
  job: BatchJob,
  owner: string,
  stopping: AbortSignal,
  jobSignal: AbortSignal,
): BatchLease {
  const lost = new AbortController();
  let isRunning = true;
  const renew = async (): Promise<void> => {
    const lease = { owner, nowMs: Date.now(), leaseMs: LEASE_MS };
    if (!(await store.write((tx) => extendLease(tx, job, lease))))
      lost.abort(new HandedBackError('another worker holds it'));
    const run = await findRun(store.read, job.runId);
    isRunning = run?.state === 'running';
  };
  // A failed renewal is not fatal: the lease outlives several, and the last word is the checkpoint's transaction.
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_EVERY_MS);
  const signal = AbortSignal.any([lost.signal, jobSignal]);
  return {
    signal,
    checkpoint: () => {
      signal.throwIfAborted();
      if (stopping.aborted) throw new HandedBackError('the worker is stopping');
      if (!isRunning) throw new HandedBackError('the run is not running');
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
