import type { RunId, StagePhase } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Reader, Writer } from '../store.ts';

/**
 * What a run has cost, and what it recovered from. `pauses` and `paused_ms` by pause reason. `cpu_ms` (a sum) and
 * `peak_bytes` (a maximum) by `{service}/{process}`. `got_over` by event: `taken_over`, a batch whose worker was gone;
 * `done_later`, a batch that got through after a failed attempt. `done` (records of finished batches) and `requests` by
 * `{phase or side}/{ten seconds}`.
 */
export type MeasureName = EffortMeasure | Pace['measure'];

const EFFORT = ['pauses', 'paused_ms', 'cpu_ms', 'peak_bytes', 'got_over'] as const;
type EffortMeasure = (typeof EFFORT)[number];

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

/** What a run has cost and what it recovered from. */
export async function listMeasures(db: Reader, runId: RunId): Promise<readonly Measure[]> {
  const rows = await db
    .selectFrom('run_measures')
    .selectAll()
    .where('run_id', '=', runId)
    .where('measure', 'in', EFFORT)
    .orderBy('measure')
    .orderBy('name')
    .execute();
  return rows.map(({ measure, name, value }) => ({ measure: measure as MeasureName, name, value }));
}

/** How many records got through a phase, or how many requests one side had. */
export type Pace = {
  readonly measure: 'done' | 'requests';
  readonly of: StagePhase | 'source' | 'target';
  readonly count: number;
};

const SLOT_MS = 10_000;
/** An hour of slots. */
const MOST_SLOTS = 360;

/** Adds to the ten seconds that `at` is in. */
export const addToPace = (tx: Writer, runId: RunId, { measure, of, count }: Pace, at: Date): Promise<void> =>
  addMeasure(tx, runId, { measure, name: `${of}/${toSlot(at)}`, value: count });

const toSlot = (at: Date): string => new Date(Math.floor(at.getTime() / SLOT_MS) * SLOT_MS).toISOString();

/** The last hour's worth of ten seconds in which something was done, oldest first. */
export async function listPace(
  db: Reader,
  runId: RunId,
  measure: Pace['measure'],
  of: Pace['of'],
): Promise<readonly { readonly at: string; readonly count: number }[]> {
  const rows = await db
    .selectFrom('run_measures')
    .select(['name', 'value'])
    .where('run_id', '=', runId)
    .where('measure', '=', measure)
    // `0` is the character after the slash.
    .where('name', '>', `${of}/`)
    .where('name', '<', `${of}0`)
    .orderBy('name', 'desc')
    .limit(MOST_SLOTS)
    .execute();
  return rows.toReversed().map(({ name, value }) => ({ at: name.slice(of.length + 1), count: value }));
}

/** The sum of an hour, and the most in ten seconds of it. */
export type PaceOfAnHour = { readonly sum: number; readonly most: number };

/** What was noted in the hour before `now`. */
export async function sumPace(
  db: Reader,
  runId: RunId,
  { measure, of }: Pick<Pace, 'measure' | 'of'>,
  now: Date,
): Promise<PaceOfAnHour> {
  const since = new Date(now.getTime() - MOST_SLOTS * SLOT_MS);
  const row = await db
    .selectFrom('run_measures')
    .select((eb) => [eb.fn.sum<number | null>('value').as('sum'), eb.fn.max('value').as('most')])
    .where('run_id', '=', runId)
    .where('measure', '=', measure)
    .where('name', '>', `${of}/${toSlot(since)}`)
    .where('name', '<', `${of}0`)
    .executeTakeFirst();
  return { sum: Number(row?.sum ?? 0), most: Number(row?.most ?? 0) };
}
