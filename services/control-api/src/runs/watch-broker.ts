import { findBrokerFault } from '@z2q/queues';
import { pauseForBroker, wakeRuns } from '@z2q/store';
import type { ControlContext } from '../context.ts';

/** A restart of Redis takes less than this, and batches in hand go on meanwhile. */
const PATIENCE_MS = 10_000;
/** A few passes of the watch: if this process is gone, a run resumes by itself. */
const PAUSE_MS = 15_000;

type BrokerWatch = Pick<ControlContext, 'store' | 'redis' | 'now' | 'log'>;

/**
 * Checks whether Redis takes jobs, and pauses runs that make no progress because it does not. A run's whole state is in
 * SQLite, so it can be paused and resumed without Redis.
 * @returns a function to be called every few seconds.
 */
export function createBrokerWatch({ store, redis, now, log }: BrokerWatch): () => Promise<void> {
  let sickSinceMs: number | null = null;
  return async () => {
    const fault = await findBrokerFault(redis);
    const nowMs = now().getTime();
    if (fault === undefined) {
      if (sickSinceMs !== null) await store.write((tx) => wakeRuns(tx, 'broker_unavailable', nowMs));
      sickSinceMs = null;
      return;
    }
    if (sickSinceMs === null) log.warn({ fault }, 'Redis takes no jobs');
    sickSinceMs ??= nowMs;
    if (nowMs - sickSinceMs < PATIENCE_MS) return;
    const recommendedAction = `${fault}. No work can be handed out meanwhile; nothing is lost, and the run goes on by itself.`;
    const unmovedSinceMs = nowMs - PATIENCE_MS;
    await store.write((tx) =>
      pauseForBroker(tx, { nowMs, unmovedSinceMs, recommendedAction, forMs: PAUSE_MS }),
    );
  };
}
