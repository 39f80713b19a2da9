import type { RunId } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Reader, Writer } from '../store.ts';

/**
 * What a run has cost, and what it recovered from. `pauses` and `paused_ms` by pause reason. `cpu_ms` (a sum) and
 * `peak_bytes` (a maximum) by `{service}/{process}`. `got_over` by event: `taken_over`, a batch whose worker was gone;
 * `done_later`, a batch that got through after a failed attempt.
 */
export type MeasureName = 'pauses' | 'paused_ms' | 'cpu_ms' | 'peak_bytes' | 'got_over';

export type Measure = { readonly measure: MeasureName; readonly name: string; readonly value: number };

export type MeasureRow = { run_id: string; measure: string; name: string; value: number };

/** Adds to the stored value. */
export const addMeasure = (tx: Writer, runId: RunId, measure: Measure): Promise<void> =>
  put(tx, runId, measure, sql<number>`run_measures.value + excluded.value`);

/** Stores the value if it is larger than the stored one. */
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
