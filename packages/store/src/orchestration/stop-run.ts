import type { RunId } from '@z2q/contracts';
import { type InRun, inRun } from '../in-run.ts';
import type { Reader, Store, Writer } from '../store.ts';
import { doubtOrphans } from '../tables/intents.ts';
import { boundLeases, findLatestLease, LEASE_MS } from '../tables/leases.ts';
import { findRun } from '../tables/runs.ts';
import { beginStop, type Ending, endStop, listStopping } from '../tables/stopping-runs.ts';
import { boundDoubts, findLatestDoubt } from '../tables/unsettled.ts';
import { boundRemovals, doubtRemovals, findLatestRemoval } from './doubt-removals.ts';

/** The present time, and how many milliseconds after it was sent a write may still land. */
export type SettleTime = { readonly nowMs: number; readonly settleMs: number };

/** Cancels a run: see `stopRun`. @returns false when the run was already over. */
export const cancelRun = (tx: Writer, id: RunId, time: SettleTime): Promise<boolean> =>
  stopRun(tx, id, { state: 'cancelled', recommendedAction: null }, time);

/** Fails a run that cannot go on: see `stopRun`. */
export const failRun = async (
  tx: Writer,
  id: RunId,
  recommendedAction: string,
  time: SettleTime,
): Promise<void> => void (await stopRun(tx, id, { state: 'failed', recommendedAction }, time));

/**
 * Stops a run: none of its batches is taken up any more. The run ends at once when no worker has a batch of it, and
 * otherwise once all have handed theirs back: until then no other run of its migration begins.
 * @returns false when the run was already over.
 */
async function stopRun(tx: Writer, id: RunId, ending: Ending, time: SettleTime): Promise<boolean> {
  await beginStop(tx, id, ending, time.nowMs);
  const run = await findRun(tx, id);
  if (run?.state !== 'cancelling') return false;
  await endIfSettled(inRun(tx, run), time);
  return true;
}

/** Ends the stopped runs that no worker works on any more and whose writes can no longer land. */
export async function endStoppedRuns(store: Store, time: SettleTime): Promise<void> {
  for (const run of await listStopping(store.read)) {
    if (await isWaiting(inRun(store.read, run), time)) continue;
    await store.write((tx) => endIfSettled(inRun(tx, run), time));
  }
}

/** Whether a stopped run certainly cannot end yet. A plain read, so that nobody waits for the write lock. */
async function isWaiting(db: InRun<Reader>, { nowMs, settleMs }: SettleTime): Promise<boolean> {
  const isAhead = (untilMs: number, longestMs: number): boolean =>
    untilMs > nowMs && untilMs <= nowMs + longestMs;
  const leasedUntil = (await findLatestLease(db)) ?? 0;
  const landings = await listLandings(db, settleMs);
  return isAhead(leasedUntil, LEASE_MS) || landings.some((untilMs) => isAhead(untilMs, settleMs));
}

/** Epoch milliseconds until which requests of the run may still land: of lost workers, in doubt, and of a rollback. */
async function listLandings(db: InRun<Reader>, settleMs: number): Promise<readonly number[]> {
  const doubtUntil = await findLatestDoubt(db);
  const sentUntil = [await findLatestLease(db), await findLatestRemoval(db)];
  return [
    ...(doubtUntil === null ? [] : [doubtUntil]),
    ...sentUntil.flatMap((at) => (at === null ? [] : [at + settleMs])),
  ];
}

/**
 * Ends a stopped run once no request of it is under way and none can still land, so that the next run finds the
 * target in its final state. A worker that is gone sent its last request before its lease ended.
 */
async function endIfSettled(tx: InRun<Writer>, { nowMs, settleMs }: SettleTime): Promise<void> {
  await boundLeases(tx, { nowMs, untilMs: nowMs + LEASE_MS });
  await boundDoubts(tx, nowMs + settleMs);
  await boundRemovals(tx, nowMs);
  const leasedUntil = await findLatestLease(tx);
  if (leasedUntil !== null && leasedUntil >= nowMs) return;
  await doubtOrphans(tx, (leasedUntil ?? nowMs) + settleMs);
  const landings = await listLandings(tx, settleMs);
  if (landings.some((untilMs) => untilMs > nowMs)) return;
  await doubtRemovals(tx, nowMs);
  await endStop(tx, tx.runId, new Date(nowMs).toISOString());
}
