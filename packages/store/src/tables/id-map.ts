import type { MappedType, MigrationId, RunId } from '@z2q/contracts';
import type { IdMapRow } from '../database.ts';
import type { Reader, Writer } from '../store.ts';

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

export type Intent = {
  readonly entityType: MappedType;
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly parentTargetId: number | null;
  readonly runId: RunId;
  readonly nowMs: number;
};

/** Commits to creating a record. An intent that is already there keeps its time but takes the parent anew. */
export async function saveIntent(tx: Writer, migrationId: MigrationId, intent: Intent): Promise<void> {
  await tx
    .insertInto('zephyr_to_qtest_id_map')
    .values({
      migration_id: migrationId,
      entity_type: intent.entityType,
      source_id: intent.sourceId,
      source_key: intent.sourceKey,
      state: 'intent',
      target_id: null,
      target_pid: null,
      version_id: null,
      parent_target_id: intent.parentTargetId,
      run_id: intent.runId,
      content_hash: null,
      intent_at: intent.nowMs,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['migration_id', 'entity_type', 'source_id'])
        .doUpdateSet({
          parent_target_id: intent.parentTargetId,
          intent_at: intent.nowMs,
          run_id: intent.runId,
        })
        .where('zephyr_to_qtest_id_map.state', '=', 'intent'),
    )
    .execute();
}

/** Takes an intent back when the target surely refused it. */
export async function dropIntent(
  tx: Writer,
  migrationId: MigrationId,
  entityType: MappedType,
  sourceId: string,
): Promise<void> {
  await keyed(tx.deleteFrom('zephyr_to_qtest_id_map'), migrationId, entityType, sourceId)
    .where('state', '=', 'intent')
    .execute();
}

export type Creation = {
  readonly targetId: number;
  readonly targetPid: string | null;
  readonly versionId?: number | null;
  readonly contentHash: string | null;
};

/** An object that is in the map already stays there: whoever comes second does not take its place. */
export async function saveCreated(
  tx: Writer,
  migrationId: MigrationId,
  entityType: MappedType,
  sourceId: string,
  created: Creation,
): Promise<void> {
  await keyed(tx.updateTable('zephyr_to_qtest_id_map'), migrationId, entityType, sourceId)
    .set({
      state: 'created',
      target_id: created.targetId,
      target_pid: created.targetPid,
      version_id: created.versionId ?? null,
      content_hash: created.contentHash,
    })
    .where('state', '=', 'intent')
    .execute();
}

export async function saveContentHash(
  tx: Writer,
  migrationId: MigrationId,
  entityType: MappedType,
  sourceId: string,
  change: { readonly contentHash: string | null; readonly versionId?: number | null },
): Promise<void> {
  await keyed(tx.updateTable('zephyr_to_qtest_id_map'), migrationId, entityType, sourceId)
    .set({
      content_hash: change.contentHash,
      ...(change.versionId === undefined ? {} : { version_id: change.versionId }),
    })
    .execute();
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

/** Target ids that belong to any migration of this store: never adopted a second time. */
export async function listTakenTargets(
  db: Reader,
  entityType: MappedType,
  targetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (targetIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .select('target_id')
    .where('entity_type', '=', entityType)
    .where('target_id', 'in', targetIds)
    .execute();
  return new Set(rows.flatMap((row) => row.target_id ?? []));
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
  if (sourceIds.length === 0) return;
  await tx
    .deleteFrom('zephyr_to_qtest_id_map')
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('source_id', 'in', sourceIds)
    .execute();
}

type Keyed<Query> = {
  where(column: 'migration_id' | 'entity_type' | 'source_id', operator: '=', value: string): Query;
};

const keyed = <Query extends Keyed<Query>>(
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
