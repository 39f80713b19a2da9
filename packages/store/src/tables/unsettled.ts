import { MappedType } from '@z2q/contracts';
import { sql } from 'kysely';
import { byIds } from '../in-chunks.ts';
import type { InMigration, RunStore } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { type Mapped, toMapped } from './id-map.ts';

export type DoubleRow = {
  migration_id: string;
  entity_type: string;
  source_id: string;
  target_id: number;
  found_at: number;
};

/** A second object that is known to have been created for a record and was not deleted yet. */
export type Double = {
  readonly entityType: MappedType;
  readonly sourceId: string;
  readonly targetId: number;
};

/** Must equal the condition of the partial index. */
const IS_UNSETTLED = sql<boolean>`(state = 'intent' or is_resent = 1)`;

/** A page of records that may have an object that the id map does not name: intents, and records sent again after a doubt. */
export async function pageUnsettled(
  db: InMigration<Reader>,
  entityType: MappedType,
  afterSourceId: string,
  limit: number,
): Promise<readonly Mapped[]> {
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .where('entity_type', '=', entityType)
    .where(IS_UNSETTLED)
    .where('source_id', '>', afterSourceId)
    .orderBy('source_id')
    .limit(limit)
    .execute();
  return rows.map(toMapped);
}

/** Epoch milliseconds until which any write of the migration may still land; null: no write is in doubt. */
export async function findLatestDoubt(
  db: InMigration<Reader>,
  entityTypes: readonly MappedType[] = MappedType.options,
): Promise<number | null> {
  const row = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .select((eb) => eb.fn.max('doubt_until').as('latest'))
    .where('migration_id', '=', db.migrationId)
    .where('entity_type', 'in', entityTypes)
    .where(IS_UNSETTLED)
    .executeTakeFirst();
  return row?.latest ?? null;
}

/** Ends longer doubts at `untilMs`. No write stays in doubt for longer, so these were written before the clock was set back. */
export async function boundDoubts(tx: InMigration<Writer>, untilMs: number): Promise<void> {
  await tx
    .updateTable('zephyr_to_qtest_id_map')
    .set({ doubt_until: untilMs })
    .where('migration_id', '=', tx.migrationId)
    .where(IS_UNSETTLED)
    .where('doubt_until', '>', untilMs)
    .execute();
}

/** Same as `boundDoubts` in a transaction of its own, if there is such a doubt. */
export async function boundLongDoubts(store: RunStore, untilMs: number): Promise<void> {
  const latest = await findLatestDoubt(store.read);
  if (latest !== null && latest > untilMs) await store.write((tx) => boundDoubts(tx, untilMs));
}

/** Notes that these records were looked up once more after none of their writes could land any longer. */
export async function settleResent(
  tx: InMigration<Writer>,
  entityType: MappedType,
  sourceIds: readonly string[],
): Promise<void> {
  await byIds(sourceIds, (some) =>
    tx
      .updateTable('zephyr_to_qtest_id_map')
      .set({ is_resent: 0, doubt_until: null })
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', entityType)
      .where('state', '=', 'created')
      .where('source_id', 'in', some)
      .execute(),
  );
}

export async function addDoubles(
  tx: InMigration<Writer>,
  doubles: readonly Double[],
  nowMs: number,
): Promise<void> {
  for (const { entityType, sourceId, targetId } of doubles)
    await tx
      .insertInto('qtest_doubles')
      .values({
        migration_id: tx.migrationId,
        entity_type: entityType,
        source_id: sourceId,
        target_id: targetId,
        found_at: nowMs,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export async function listDoubles(
  db: InMigration<Reader>,
  entityType: MappedType,
): Promise<readonly Double[]> {
  const rows = await db
    .selectFrom('qtest_doubles')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .where('entity_type', '=', entityType)
    .orderBy('source_id')
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as MappedType,
    sourceId: row.source_id,
    targetId: row.target_id,
  }));
}

/** Deletes doubles that are gone, or turned out to be the object in the id map. */
export async function deleteDoubles(tx: InMigration<Writer>, doubles: readonly Double[]): Promise<void> {
  for (const { entityType, sourceId, targetId } of doubles)
    await tx
      .deleteFrom('qtest_doubles')
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', '=', sourceId)
      .where('target_id', '=', targetId)
      .execute();
}

/** Deletes all doubles of records that have no object left. */
export async function deleteDoublesOf(
  tx: InMigration<Writer>,
  entityType: MappedType,
  sourceIds: readonly string[],
): Promise<void> {
  await byIds(sourceIds, (some) =>
    tx
      .deleteFrom('qtest_doubles')
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
}
