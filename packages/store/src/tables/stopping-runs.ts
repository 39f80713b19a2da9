import type { EndsAs, RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Reader, Writer } from '../store.ts';
import { closeRun, type Run, type RunRow, toRun } from './runs.ts';

/** How a run that is stopped will end, and what a person should do about it. */
export type Ending = { readonly state: EndsAs; readonly recommendedAction: string | null };

/** Stops a run: none of its batches is taken up any more. Nothing changes when the run is over or stops already. */
export const beginStop = (
  tx: Writer,
  id: RunId,
  { state, recommendedAction }: Ending,
  nowMs: number,
): Promise<void> =>
  closeRun(tx, id, { state: 'cancelling', ends_as: state, recommended_action: recommendedAction }, nowMs);

/** Ends a run that was being stopped. */
export async function endStop(tx: Writer, id: RunId, now: string): Promise<void> {
  await tx
    .updateTable('runs')
    // Earlier releases did not note how a run ends, and stopped only cancelled runs this way.
    .set({ state: sql<RunRow['state']>`coalesce(ends_as, 'cancelled')`, finished_at: now })
    .where('id', '=', id)
    .where('state', '=', 'cancelling')
    .execute();
}

/** Every process asks this again and again. */
export async function listStopping(db: Reader): Promise<readonly Run[]> {
  const rows = await db.selectFrom('runs').selectAll().where('state', '=', 'cancelling').execute();
  return rows.map(toRun);
}
