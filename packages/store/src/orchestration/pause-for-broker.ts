import type { Writer } from '../store.ts';
import { wakeRuns } from '../tables/due-pauses.ts';

export type BrokerPause = {
  readonly nowMs: number;
  /** Runs that made progress after this time are not paused. */
  readonly unmovedSinceMs: number;
  readonly recommendedAction: string;
  /** How many milliseconds after the last call a run resumes by itself. */
  readonly forMs: number;
};

/**
 * Pauses the runs that make no progress because Redis takes no jobs. Called repeatedly while the fault lasts: a run
 * that is not paused again resumes by itself.
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
