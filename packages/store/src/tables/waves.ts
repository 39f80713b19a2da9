import {
  type EndsAs,
  type MigrationId,
  type PauseReason,
  Phase,
  type RunId,
  type RunState,
  toStopping,
  type WaveId,
  type WaveItem,
  type WaveItemState,
} from '@z2q/contracts';
import { type Selectable, sql } from 'kysely';
import { byIds, byRows } from '../in-chunks.ts';
import type { Reader, Writer } from '../store.ts';

export type WaveRow = {
  id: string;
  name: string;
  phases: string;
  at_once: number;
  skipped: string;
  created_at: string;
};

export type WaveItemRow = {
  wave_id: string;
  position: number;
  migration_id: string;
  run_id: string | null;
  /** Outcome of an item that never got a run. */
  unrun: string | null;
  why: string | null;
};

/** Many migrations, run in turn and some at a time. The state of a wave is computed from its runs. */
export type Wave = {
  readonly id: WaveId;
  readonly name: string;
  readonly phases: readonly Phase[];
  readonly atOnce: number;
  /** Keys of source projects that are left out. */
  readonly skipped: readonly string[];
  readonly createdAt: string;
};

/** `migrationIds` are in the order of their turns. */
export async function insertWave(
  tx: Writer,
  wave: Wave,
  migrationIds: readonly MigrationId[],
): Promise<void> {
  await tx
    .insertInto('waves')
    .values({
      id: wave.id,
      name: wave.name,
      phases: JSON.stringify(wave.phases),
      at_once: wave.atOnce,
      skipped: JSON.stringify(wave.skipped),
      created_at: wave.createdAt,
    })
    .execute();
  const items = migrationIds.map((migration_id, position) => ({ wave_id: wave.id, position, migration_id }));
  await byRows(items, (some) =>
    tx
      .insertInto('wave_items')
      .values(some.map((item) => ({ ...item, ...UNTOUCHED })))
      .execute(),
  );
}

const UNTOUCHED = { run_id: null, unrun: null, why: null } as const;

export async function findWave(db: Reader, id: WaveId): Promise<Wave | undefined> {
  const row = await db.selectFrom('waves').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toWave(row);
}

/** Oldest first, after the one named by `cursor` (`{created_at}|{id}`). */
export async function listWaves(db: Reader, limit: number, cursor: string | null): Promise<readonly Wave[]> {
  const [createdAt, id] = cursor?.split('|') ?? [];
  const rows = await db
    .selectFrom('waves')
    .selectAll()
    .$if(createdAt !== undefined && id !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '>', tuple(createdAt ?? '', id ?? '')),
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toWave);
}

/** Waves with an item that waits for its turn, oldest first. */
export async function listWavesWaiting(db: Reader): Promise<readonly Wave[]> {
  const rows = await db
    .selectFrom('waves')
    .selectAll('waves')
    .where('id', 'in', (eb) =>
      eb.selectFrom('wave_items').select('wave_id').where('run_id', 'is', null).where('unrun', 'is', null),
    )
    .orderBy('created_at')
    .execute();
  return rows.map(toWave);
}

const STATE = sql<WaveItemState>`coalesce(runs.state, wave_items.unrun, 'waiting')`;

/**
 * Items of a wave in the order of their turns, each with the state of its run. Items whose migration was forgotten are
 * left out.
 */
export async function listWaveItems(db: Reader, id: WaveId): Promise<readonly WaveItem[]> {
  const rows = await db
    .selectFrom('wave_items')
    .innerJoin('migration_state', 'migration_state.id', 'wave_items.migration_id')
    .leftJoin('runs', 'runs.id', 'wave_items.run_id')
    .select(['source_project_key', 'target_project_id', 'wave_items.migration_id', 'run_id', 'why'])
    .select(['runs.pause_reason', 'runs.ends_as', 'runs.recommended_action', STATE.as('state')])
    .where('wave_id', '=', id)
    .where('is_forgotten', '=', 0)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    projectKey: row.source_project_key,
    projectId: row.target_project_id,
    migrationId: row.migration_id as MigrationId,
    runId: row.run_id as RunId | null,
    state: row.state,
    pauseReason: row.pause_reason as PauseReason | null,
    stopping: toStopping({
      state: row.state,
      endsAs: row.ends_as as EndsAs | null,
      recommendedAction: row.recommended_action,
    }),
    why: row.why,
  }));
}

/** How many items of each wave are in which state. */
export async function countWaveStates(
  db: Reader,
  ids: readonly WaveId[],
): Promise<ReadonlyMap<WaveId, Readonly<Partial<Record<WaveItemState, number>>>>> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('wave_items')
      .innerJoin('migration_state', 'migration_state.id', 'wave_items.migration_id')
      .leftJoin('runs', 'runs.id', 'wave_items.run_id')
      .select((eb) => ['wave_id', STATE.as('state'), eb.fn.countAll().as('count')])
      .where('wave_id', 'in', some)
      .where('is_forgotten', '=', 0)
      .groupBy(['wave_id', STATE])
      .execute(),
  );
  const byWave = Map.groupBy(rows, (row) => row.wave_id as WaveId);
  return new Map(
    [...byWave].map(([id, states]) => [
      id,
      Object.fromEntries(states.map(({ state, count }) => [state, Number(count)])),
    ]),
  );
}

/** An item of a wave. A migration is in a wave at most once. */
type Place = { readonly waveId: WaveId; readonly migrationId: MigrationId };

/** Notes the run of a waiting item. Must be in the transaction that starts the run, or a crash would start another. */
export async function saveWaveRun(tx: Writer, { waveId, migrationId }: Place, runId: RunId): Promise<void> {
  await tx
    .updateTable('wave_items')
    .set({ run_id: runId })
    .where('wave_id', '=', waveId)
    .where('migration_id', '=', migrationId)
    .where('run_id', 'is', null)
    .execute();
}

/** Ends a waiting item that gets no run. */
export async function saveUnrun(
  tx: Writer,
  { waveId, migrationId }: Place,
  outcome: { readonly state: Extract<RunState, 'failed' | 'cancelled'>; readonly why: string },
): Promise<void> {
  await tx
    .updateTable('wave_items')
    .set({ unrun: outcome.state, why: outcome.why })
    .where('wave_id', '=', waveId)
    .where('migration_id', '=', migrationId)
    .where('run_id', 'is', null)
    .execute();
}

const toWave = (row: Selectable<WaveRow>): Wave => ({
  id: row.id as WaveId,
  name: row.name,
  phases: Phase.array().parse(JSON.parse(row.phases)),
  atOnce: row.at_once,
  skipped: JSON.parse(row.skipped) as string[],
  createdAt: row.created_at,
});
