import type { RunId } from '@z2q/contracts';
import { type InRun, inRun } from '../in-run.ts';
import type { Reader, Store, Writer } from '../store.ts';
import { beginCancel, endCancel, listCancelling } from '../tables/cancelling-runs.ts';
import { doubtOrphans } from '../tables/intents.ts';
import { boundLeases, findLatestLease, LEASE_MS } from '../tables/leases.ts';
import { findRun } from '../tables/runs.ts';
import { boundDoubts, findLatestDoubt } from '../tables/unsettled.ts';

/** When it is, and how long after it was sent a write may still land, in milliseconds. */
export type SettleTime = { readonly nowMs: number; readonly settleMs: number };

/**
 * Has no more work of a run be taken up. It is over at once where nothing of it is under way.
 * @returns whether it was not over.
 */
export async function cancelRun(tx: Writer, id: RunId, time: SettleTime): Promise<boolean> {
  await beginCancel(tx, id, time.nowMs);
  const run = await findRun(tx, id);
  if (run?.state !== 'cancelling') return false;
  await endIfSettled(inRun(tx, run), time);
  return true;
}

/** Ends the runs that are being cancelled and of which nothing is under way any more. */
export async function endCancelledRuns(store: Store, time: SettleTime): Promise<void> {
  for (const run of await listCancelling(store.read)) {
    if (await isWaiting(inRun(store.read, run), time)) continue;
    await store.write((tx) => endIfSettled(inRun(tx, run), time));
  }
}

/** Whether a run surely is not to end yet, by a look that takes nobody's turn to write. */
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
 * Ends a cancelled run when no request of it is on its way and none can land any more, so that whatever comes next finds
 * the target as it stays. What a worker sent that is gone, it sent before its last lease ended.
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
  if (until <= nowMs) await endCancel(tx, tx.runId, new Date(nowMs).toISOString());
}
