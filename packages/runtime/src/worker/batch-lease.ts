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

/** How much of the lease must be left when a request is sent, so that the next holder finds what the request created. */
const SEND_MARGIN_MS = 3_000;
const RENEW_EVERY_MS = 1_500;
/** A lease with more than this left needs no renewal before a request. The timer keeps it so, unless this process stood still. */
const FRESH_MS = LEASE_MS - 2 * RENEW_EVERY_MS;

export type BatchLease = Disposable & {
  /** Aborted when another worker holds the batch, the queue took the job back, or the work on the batch ends. */
  readonly signal: AbortSignal;
  /** Cancels everything the handler left running and prevents further requests. */
  readonly giveUp: () => void;
  /** @throws {HandedBackError} when no further record of the batch may be begun. */
  readonly throwIfStopped: () => void;
  /** @throws {HandedBackError} when another worker may soon hold the batch, for example after this process stood still. */
  readonly assertHeld: () => void;
  /**
   * Confirms the lease in the caller's transaction, so that only one worker can act on it, and renews a lease that is
   * about to run out.
   * @throws {LeaseLostError} when another worker holds the batch, for example after this process stood still.
   */
  readonly confirm: (tx: Writer) => Promise<void>;
};

export type LeaseHolder = {
  readonly store: Store;
  readonly owner: string;
  /** Aborted when the process should begin no further records. */
  readonly stopping: AbortSignal;
  readonly now: () => Date;
};

/** Renews the lease of a batch while it is worked on, and notices when its run is paused or stopped, or this process stops. */
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
  // A failed renewal is not fatal: a lease outlasts several, and the transaction that marks the batch done checks it
  // again.
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
