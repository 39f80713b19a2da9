import type { RunId } from '@z2q/contracts';
import type { Writer } from '../store.ts';
import { addMeasure } from './measures.ts';

/**
 * Adds the time that a run has been paused so far to the measure of its pause reason. Does nothing when the run is not
 * paused.
 */
export async function countPauseTime(tx: Writer, id: RunId, nowMs: number): Promise<void> {
  const run = await tx
    .selectFrom('runs')
    .select(['pause_reason', 'reason_since'])
    .where('id', '=', id)
    .where('state', '=', 'paused')
    .executeTakeFirst();
  if (!run?.pause_reason || run.reason_since === null) return;
  const value = Math.max(0, nowMs - run.reason_since);
  await addMeasure(tx, id, { measure: 'paused_ms', name: run.pause_reason, value });
  await tx.updateTable('runs').set({ reason_since: nowMs }).where('id', '=', id).execute();
}
