import type { RunId } from '@z2q/contracts';
import { type InRun, inRun } from '../in-run.ts';
import type { Reader, Store, Writer } from '../store.ts';
import { beginCancel, endCancel, listCancelling } from '../tables/cancelling-runs.ts';
import { doubtOrphans } from '../tables/intents.ts';
import { boundLeases, findLatestLease, LEASE_MS } from '../tables/leases.ts';
import { findRun } from '../tables/runs.ts';
import { boundDoubts, findLatestDoubt } from '../tables/unsettled.ts';
import { doubtRemovals } from './doubt-removals.ts';

/** The present time, and how many milliseconds after it was sent a write may still land. */
export type SettleTime = { readonly nowMs: number; readonly settleMs: number };

/**
 * Stops a run: none of its batches is taken up any more. The run ends at once when no worker has a batch of it.
 * @returns false when the run was already over.
 */
export async function cancelRun(tx: Writer, id: RunId, time: SettleTime): Promise<boolean> {
  await beginCancel(tx, id, time.nowMs);
  const run = await findRun(tx, id);
  if (run?.state !== 'cancelling') return false;
  await endIfSettled(inRun(tx, run), time);
  return true;
}

/** Ends the cancelled runs that no worker works on any more and whose writes can no longer land. */
export async function endCancelledRuns(store: Store, time: SettleTime): Promise<void> {
  for (const run of await listCancelling(store.read)) {
    if (await isWaiting(inRun(store.read, run), time)) continue;
    await store.write((tx) => endIfSettled(inRun(tx, run), time));
  }
}

/** Whether a cancelled run certainly cannot end yet. A plain read, so that nobody waits for the write lock. */
async function isWaiting(db: InRun<Reader>, { nowMs, settleMs }: SettleTime): Promise<boolean> {
  const isAhead = (untilMs: number, longestMs: number): boolean =>
    untilMs > nowMs && untilMs <= nowMs + longestMs;
  const leasedUntil = (await findLatestLease(db)) ?? 0;
  const doubtUntil = (await findLatestDoubt(db)) ?? 0;
  return (
    isAhead(leasedUntil, LEASE_MS) ||
    isAhead(leasedUntil + settleMs, settleMs) ||
    isAhead(doubtUntil, settleMs)
  );
}

/**
 * Ends a cancelled run once no request of it is under way and none can still land, so that the next run finds the
 * target in its final state. A worker that is gone sent its last request before its lease ended.
 */
async function endIfSettled(tx: InRun<Writer>, { nowMs, settleMs }: SettleTime): Promise<void> {
  await boundLeases(tx, { nowMs, untilMs: nowMs + LEASE_MS });
  await boundDoubts(tx, nowMs + settleMs);
  const leasedUntil = await findLatestLease(tx);
  if (leasedUntil !== null && leasedUntil >= nowMs) return;
  const orphansUntil = (leasedUntil ?? nowMs) + settleMs;
  await doubtOrphans(tx, orphansUntil);
  const doubtUntil = await findLatestDoubt(tx);
  const until = Math.max(doubtUntil ?? 0, leasedUntil === null ? 0 : orphansUntil);
  if (until > nowMs) return;
  await doubtRemovals(tx, nowMs);
  await endCancel(tx, tx.runId, new Date(nowMs).toISOString());
}
