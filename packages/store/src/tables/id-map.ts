import type { MappedType, MigrationId, RunId } from '@z2q/contracts';
import { chunk } from '@z2q/pipeline';
import type { IdMapRow } from '../database.ts';
import type { Reader, Writer } from '../store.ts';

const IDS_A_QUERY = 1_000;

/**
 * What a source record is on the target. An `intent` is committed before the request that creates the object, so a
 * record found in intent may exist on the target already and is looked up there before anything is sent again.
 */
export type Mapped = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly state: 'intent' | 'created';
  readonly targetId: number | null;
  readonly targetPid: string | null;
  readonly versionId: number | null;
  /** Container on the target: module, suite or run. */
  readonly parentTargetId: number | null;
  readonly runId: RunId;
  readonly contentHash: string | null;
  /** Epoch milliseconds of the intent. */
  readonly intentAt: number;
};
export type Created = Mapped & { readonly state: 'created'; readonly targetId: number };
export const isCreated = (mapped: Mapped | undefined): mapped is Created =>
  mapped?.state === 'created' && mapped.targetId !== null;

export async function findMapped(
  db: Reader,
  migrationId: MigrationId,
  entityType: MappedType,
  sourceId: string,
): Promise<Mapped | undefined> {
  return (await getMapped(db, migrationId, entityType, [sourceId])).get(sourceId);
}

export async function getMapped(
  db: Reader,
  migrationId: MigrationId,
  entityType: MappedType,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, Mapped>> {
  if (sourceIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('source_id', 'in', [...new Set(sourceIds)])
    .execute();
  return new Map(rows.map((row) => [row.source_id, toMapped(row)]));
}

export async function findMappedByKey(
  db: Reader,
  migrationId: MigrationId,
  entityType: MappedType,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Mapped>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('source_key', 'in', [...new Set(keys)])
    .execute();
  return new Map(rows.flatMap((row) => (row.source_key === null ? [] : [[row.source_key, toMapped(row)]])));
}

/** Which of our records the given target objects are. */
export async function findMappedByTarget(
  db: Reader,
  migrationId: MigrationId,
  entityType: MappedType,
  targetIds: readonly number[],
): Promise<ReadonlyMap<number, Mapped>> {
  if (targetIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('target_id', 'in', [...new Set(targetIds)])
    .execute();
  return new Map(rows.flatMap((row) => (row.target_id === null ? [] : [[row.target_id, toMapped(row)]])));
}

/** Everything created so far of a type, a page at a time, by source id. */
export async function pageMapped(
  db: Reader,
  migrationId: MigrationId,
  entityType: MappedType,
  afterSourceId: string,
  limit: number,
): Promise<readonly Mapped[]> {
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('source_id', '>', afterSourceId)
    .orderBy('source_id')
    .limit(limit)
    .execute();
  return rows.map(toMapped);
}

export async function deleteMapped(
  tx: Writer,
  migrationId: MigrationId,
  entityType: MappedType,
  sourceIds: readonly string[],
): Promise<void> {
  for (const some of chunk(sourceIds, IDS_A_QUERY))
    await tx
      .deleteFrom('zephyr_to_qtest_id_map')
      .where('migration_id', '=', migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute();
}

type Keyed<Query> = {
  where(column: 'migration_id' | 'entity_type' | 'source_id', operator: '=', value: string): Query;
};

/** Narrows a query to one row of the map. */
export const keyed = <Query extends Keyed<Query>>(
  query: Query,
  migrationId: MigrationId,
  entityType: MappedType,
  sourceId: string,
): Query =>
  query
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('source_id', '=', sourceId);

export const toMapped = (row: IdMapRow): Mapped => ({
  sourceId: row.source_id,
  sourceKey: row.source_key,
  state: row.state as Mapped['state'],
  targetId: row.target_id,
  targetPid: row.target_pid,
  versionId: row.version_id,
  parentTargetId: row.parent_target_id,
  runId: row.run_id as RunId,
  contentHash: row.content_hash,
  intentAt: row.intent_at,
});
