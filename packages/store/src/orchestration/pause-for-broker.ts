import type { Writer } from '../store.ts';
import { wakeRuns } from '../tables/due-pauses.ts';

export type BrokerPause = {
  readonly nowMs: number;
  /** Runs that have got somewhere since are left to go on. */
  readonly unmovedSinceMs: number;
  readonly recommendedAction: string;
  /** How long after the last word of this a run tries again by itself. */
  readonly forMs: number;
};

/**
 * Pauses what does not move because nothing can be handed out to workers. Said again and again while that lasts: a run of
 * which nothing more is said goes on by itself.
 */
export async function pauseForBroker(tx: Writer, pause: BrokerPause): Promise<void> {
  const { nowMs, unmovedSinceMs, recommendedAction, forMs } = pause;
  await tx
    .updateTable('runs')
    .set({
      state: 'paused',
      pause_reason: 'broker_unavailable',
      recommended_action: recommendedAction,
      resume_at: nowMs + forMs,
      paused_at: nowMs,
    })
    .where('state', 'in', ['queued', 'running'])
    .where((eb) => eb(eb.fn.coalesce('moved_at', eb.val(0)), '<', unmovedSinceMs))
    .execute();
  await wakeRuns(tx, 'broker_unavailable', nowMs + forMs);
}
