import type { BatchJob } from '@z2q/contracts';
import {
  extendLease,
  findRun,
  holdsLease,
  LEASE_MS,
  LeaseLostError,
  type Store,
  type Writer,
} from '@z2q/store';
import { HandedBackError } from '../batch-handler.ts';

/** Left of a lease when a request is sent at last, so that the next holder finds what it made. */
const SEND_MARGIN_MS = 5_000;
const RENEW_EVERY_MS = 2_000;
/** Left of a lease that needs no renewal before a request: the timer sees to that, unless this process stood still. */
const FRESH_MS = LEASE_MS - 2 * RENEW_EVERY_MS;

export type BatchLease = Disposable & {
  /** Aborted when another worker holds the batch, the queue took the job back, or the batch is given up. */
  readonly signal: AbortSignal;
  /** Cancels whatever the handler left behind, and lets none of it send anything more. */
  readonly giveUp: () => void;
  /** @throws {HandedBackError} when no further record of the batch may be begun. */
  readonly throwIfStopped: () => void;
  /** @throws {HandedBackError} when the batch may be another worker's before long, as after this process stood still. */
  readonly assertHeld: () => void;
  /**
   * Makes sure of the lease in the caller's transaction, so that what the transaction allows is allowed to one worker
   * alone, and renews it where it would not last.
   * @throws {LeaseLostError} when another worker holds the batch, as after this process stood still.
   */
  readonly confirm: (tx: Writer) => Promise<void>;
};

export type LeaseHolder = {
  readonly store: Store;
  readonly owner: string;
  /** Aborted when the process is to stop taking up records. */
  readonly stopping: AbortSignal;
  readonly now: () => Date;
};

/** Keeps a batch ours while it is worked on, and notices when its run is paused or cancelled or this process stops. */
export function holdLease(
  { store, owner, stopping, now }: LeaseHolder,
  job: BatchJob,
  jobSignal: AbortSignal,
): BatchLease {
  const lost = new AbortController();
  let isRunning = true;
  let heldUntilMs = now().getTime() + LEASE_MS;
  const extend = async (tx: Writer): Promise<boolean> => {
    const nowMs = now().getTime();
    const isOurs = await extendLease(tx, job, { owner, nowMs, leaseMs: LEASE_MS });
    if (isOurs) heldUntilMs = nowMs + LEASE_MS;
    return isOurs;
  };
  const renew = async (): Promise<void> => {
    if (!(await store.write(extend))) lost.abort(new HandedBackError('another worker holds it'));
    const run = await findRun(store.read, job.runId);
    isRunning = run?.state === 'running';
  };
  // A failed renewal is not fatal: the lease outlives several, and the last word is the checkpoint's transaction.
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_EVERY_MS);
  const signal = AbortSignal.any([lost.signal, jobSignal]);
  const giveUp = (): void => lost.abort(new HandedBackError('it was given up'));
  const assertHeld = (): void => {
    signal.throwIfAborted();
    if (now().getTime() > heldUntilMs - SEND_MARGIN_MS) throw new HandedBackError('its lease runs out');
  };
  return {
    signal,
    assertHeld,
    throwIfStopped: () => {
      assertHeld();
      if (stopping.aborted) throw new HandedBackError('the worker is stopping');
      if (!isRunning) throw new HandedBackError('the run is not running');
    },
    confirm: async (tx) => {
      const isFresh = heldUntilMs - now().getTime() > FRESH_MS;
      const isOurs = isFresh ? await holdsLease(tx, job, owner) : await extend(tx);
      if (!isOurs) throw new LeaseLostError(job);
    },
    giveUp,
    [Symbol.dispose]: () => {
      clearInterval(timer);
      giveUp();
    },
  };
}
