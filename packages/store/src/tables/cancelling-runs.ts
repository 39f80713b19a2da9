import type { RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Reader, Writer } from '../store.ts';
import { countPauseTime } from './pause-times.ts';
import { OPEN, pausedUntil, type Run, toRun } from './runs.ts';

/** Stops a run: none of its batches is taken up any more. @returns false when the run was over or already being cancelled. */
export async function beginCancel(tx: Writer, id: RunId, nowMs: number): Promise<boolean> {
  await countPauseTime(tx, id, nowMs);
  const result = await tx
    .updateTable('runs')
    .set({ ...OPEN, state: 'cancelling', paused_ms: pausedUntil(nowMs) })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running', 'paused'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends a run that was being cancelled. */
export async function endCancel(tx: Writer, id: RunId, now: string): Promise<void> {
  await tx
    .updateTable('runs')
    .set({ state: 'cancelled', finished_at: now })
    .where('id', '=', id)
    .where('state', '=', 'cancelling')
    .execute();
}

/** Every process asks this again and again. The literal state lets SQLite use the partial index of cancelling runs. */
export async function listCancelling(db: Reader): Promise<readonly Run[]> {
  const rows = await db.selectFrom('runs').selectAll().where('state', '=', sql.lit('cancelling')).execute();
  return rows.map(toRun);
}
