import type { RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Reader, Writer } from '../store.ts';

/**
 * What a run has cost, and what it got over. `pauses` and `paused_ms` by reason; `cpu_ms` (added up) and `peak_bytes` (the
 * most) by `{service}/{process}`; `got_over` by what it was: `taken_over`, a batch whose worker was gone; `done_later`, a batch that got
 * through after an attempt that did not.
 */
export type MeasureName = 'pauses' | 'paused_ms' | 'cpu_ms' | 'peak_bytes' | 'got_over';

export type Measure = { readonly measure: MeasureName; readonly name: string; readonly value: number };

export type MeasureRow = { run_id: string; measure: string; name: string; value: number };

/** Adds to what is there. */
export const addMeasure = (tx: Writer, runId: RunId, measure: Measure): Promise<void> =>
  put(tx, runId, measure, sql<number>`run_measures.value + excluded.value`);

/** Keeps the larger of what is there and this. */
export const raiseMeasure = (tx: Writer, runId: RunId, measure: Measure): Promise<void> =>
  put(
    tx,
    runId,
    measure,
    sql<number>`case when excluded.value > run_measures.value then excluded.value
    else run_measures.value end`,
  );

async function put(
  tx: Writer,
  runId: RunId,
  measure: Measure,
  merged: ReturnType<typeof sql<number>>,
): Promise<void> {
  await tx
    .insertInto('run_measures')
    .values({ run_id: runId, ...measure })
    .onConflict((conflict) => conflict.columns(['run_id', 'measure', 'name']).doUpdateSet({ value: merged }))
    .execute();
}

export async function listMeasures(db: Reader, runId: RunId): Promise<readonly Measure[]> {
  const rows = await db
    .selectFrom('run_measures')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('measure')
    .orderBy('name')
    .execute();
  return rows.map(({ measure, name, value }) => ({ measure: measure as MeasureName, name, value }));
}
