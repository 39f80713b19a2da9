import { type IdMapItem, MappedType, type RunId, type StayingValue } from '@z2q/contracts';
import { type Generated, type Selectable, sql } from 'kysely';
import { byIds } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type IdMapRow = {
  migration_id: string;
  entity_type: string;
  source_id: string;
  source_key: string | null;
  state: string;
  target_id: number | null;
  target_pid: string | null;
  version_id: number | null;
  parent_target_id: number | null;
  run_id: string;
  content_hash: string | null;
  intent_at: number;
  claim: Generated<string | null>;
  doubt_until: Generated<number | null>;
  is_resent: Generated<number>;
  is_adopted: Generated<number>;
  stays: Generated<string | null>;
  layout: Generated<number | null>;
};

/**
 * State of a tombstone: the row of an object that a rollback deleted. It stays, so that a late trace of the object can
 * be told from an object that was never created. Queries that do not mention it treat the record as absent from the
 * map.
 */
export const REMOVED = 'removed';

/**
 * What a source record is on the target. An `intent` is committed before the request that creates the object. So a
 * record found in state `intent` may exist on the target already, and is looked up there before anything is sent again.
 */
export type Mapped = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly state: 'intent' | 'created';
  readonly targetId: number | null;
  readonly targetPid: string | null;
  readonly versionId: number | null;
  /** Id of the parent on the target: module, suite or run. */
  readonly parentTargetId: number | null;
  readonly runId: RunId;
  readonly contentHash: string | null;
  /** Epoch milliseconds at which the intent was committed. */
  readonly intentAt: number;
  /** The claim under which a request may be under way; null: no request is. */
  readonly claim: string | null;
  /** Epoch milliseconds until which a write of the record may still land or appear in a listing; null: no write is in doubt. */
  readonly doubtUntil: number | null;
  /** The record was sent again after a write in doubt did not show, so there may be two objects. */
  readonly isResent: boolean;
  /** The object was on the target with our key before the migration came, so a rollback leaves it there. */
  readonly isAdopted: boolean;
  readonly stays: readonly StayingValue[];
  /** Number of the layout that the object was last written with; null: the oldest, of an earlier release. */
  readonly layout: number | null;
};
export type Created = Mapped & { readonly state: 'created'; readonly targetId: number };
export const isCreated = (mapped: Mapped | undefined): mapped is Created =>
  mapped?.state === 'created' && mapped.targetId !== null;

export async function findMapped(
  db: InMigration<Reader>,
  entityType: MappedType,
  sourceId: string,
): Promise<Mapped | undefined> {
  return (await getMapped(db, entityType, [sourceId])).get(sourceId);
}

/** The object of a record, also one that was deleted again, which other queries leave out. */
export async function findObject(
  db: InMigration<Reader>,
  entityType: MappedType,
  sourceId: string,
): Promise<(Mapped & { readonly isRemoved: boolean }) | undefined> {
  const row = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .where('entity_type', '=', entityType)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  return row && { ...toMapped(row), isRemoved: row.state === REMOVED };
}

export async function getMapped(
  db: InMigration<Reader>,
  entityType: MappedType,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, Mapped>> {
  const rows = await byIds(sourceIds, (some) =>
    rowsOf(db, entityType).where('source_id', 'in', some).execute(),
  );
  return new Map(rows.map((row) => [row.source_id, toMapped(row)]));
}

export async function getMappedByKey(
  db: InMigration<Reader>,
  entityType: MappedType,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Mapped>> {
  const rows = await byIds(keys, (some) => rowsOf(db, entityType).where('source_key', 'in', some).execute());
  return new Map(rows.flatMap((row) => (row.source_key === null ? [] : [[row.source_key, toMapped(row)]])));
}

/** The record that each of the given target objects belongs to. */
export async function getMappedByTarget(
  db: InMigration<Reader>,
  entityType: MappedType,
  targetIds: readonly number[],
): Promise<ReadonlyMap<number, Mapped>> {
  const mapped = await listMappedByTarget(db, entityType, targetIds);
  return new Map(mapped.flatMap((each) => (each.targetId === null ? [] : [[each.targetId, each]])));
}

/**
 * Every row with one of the target ids. Executions may share an id: the target numbers logs and runs separately, and an
 * execution that was never run maps to its run.
 */
export async function listMappedByTarget(
  db: InMigration<Reader>,
  entityType: MappedType,
  targetIds: readonly number[],
): Promise<readonly Mapped[]> {
  const rows = await byIds(targetIds, (some) =>
    rowsOf(db, entityType).where('target_id', 'in', some).execute(),
  );
  return rows.map(toMapped);
}

/** Rows whose parent is one of the given target objects, such as the executions of a run. */
export async function listMappedByParent(
  db: InMigration<Reader>,
  entityType: MappedType,
  parentTargetIds: readonly number[],
): Promise<readonly Mapped[]> {
  const rows = await byIds(parentTargetIds, (some) =>
    rowsOf(db, entityType).where('parent_target_id', 'in', some).execute(),
  );
  return rows.map(toMapped);
}

/** Those of the target ids that any migration of this store uses. They must not be adopted again. */
export async function getTakenTargets(
  db: Reader,
  entityType: MappedType,
  targetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await byIds(targetIds, (some) =>
    db
      .selectFrom('zephyr_to_qtest_id_map')
      .select('target_id')
      .where('entity_type', '=', entityType)
      .where('target_id', 'in', some)
      .where('state', '<>', REMOVED)
      .execute(),
  );
  return new Set(rows.flatMap((row) => row.target_id ?? []));
}

/** A page of the map's rows of a type, in order of source id. */
export async function pageMapped(
  db: InMigration<Reader>,
  entityType: MappedType,
  afterSourceId: string,
  limit: number,
): Promise<readonly Mapped[]> {
  const rows = await rowsOf(db, entityType)
    .where('source_id', '>', afterSourceId)
    .orderBy('source_id')
    .limit(limit)
    .execute();
  return rows.map(toMapped);
}

export type IdMapFilter = {
  readonly entityType?: MappedType | undefined;
  readonly sourceKey?: string | undefined;
};

/** A page of the map for the control API. `cursor` is `{entityType}|{sourceId}` of the last item given. */
export async function pageIdMap(
  db: InMigration<Reader>,
  { entityType, sourceKey }: IdMapFilter,
  limit: number,
  cursor: string | null,
): Promise<readonly IdMapItem[]> {
  const [type = '', ...rest] = cursor?.split('|') ?? [];
  const rows = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .where('state', '=', 'created')
    .$if(entityType !== undefined, (query) => query.where('entity_type', '=', entityType ?? ''))
    // SQLite picks the index by key, which begins with the type, only if all types are named and no index gives the
    // order.
    .$if(sourceKey !== undefined, (query) =>
      query.where('entity_type', 'in', MappedType.options).where('source_key', '=', sourceKey ?? ''),
    )
    .$if(cursor !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('entity_type', 'source_id'), '>', tuple(type, rest.join('|'))),
      ),
    )
    .orderBy(sourceKey === undefined ? 'entity_type' : sql`+entity_type`)
    .orderBy('source_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as MappedType,
    sourceId: row.source_id,
    sourceKey: row.source_key,
    targetId: row.target_id ?? 0,
    ...(row.target_pid === null ? {} : { targetPid: row.target_pid }),
    ...(row.is_adopted === 1 ? { adopted: true } : {}),
    runId: row.run_id as RunId,
  }));
}

export async function countMapped(db: InMigration<Reader>, entityType: MappedType): Promise<number> {
  const row = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('migration_id', '=', db.migrationId)
    .where('entity_type', '=', entityType)
    .where('state', '<>', REMOVED)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Those of the given target objects that the migration created and deleted again. */
export async function getBuried(
  db: InMigration<Reader>,
  entityType: MappedType,
  targetIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await byIds(targetIds, (some) =>
    db
      .selectFrom('zephyr_to_qtest_id_map')
      .select('target_id')
      .where('migration_id', '=', db.migrationId)
      .where('entity_type', '=', entityType)
      .where('target_id', 'in', some)
      .where('state', '=', REMOVED)
      .execute(),
  );
  return new Set(rows.flatMap((row) => row.target_id ?? []));
}

/** Turns the rows of deleted objects into tombstones. */
export async function buryMapped(
  tx: InMigration<Writer>,
  entityType: MappedType,
  sourceIds: readonly string[],
): Promise<void> {
  await byIds(sourceIds, (some) =>
    tx
      .updateTable('zephyr_to_qtest_id_map')
      .set({ state: REMOVED, claim: null, doubt_until: null, is_resent: 0 })
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
}

const rowsOf = (db: InMigration<Reader>, entityType: MappedType) =>
  db
    .selectFrom('zephyr_to_qtest_id_map')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .where('entity_type', '=', entityType)
    .where('state', '<>', REMOVED);

export const toMapped = (row: Selectable<IdMapRow>): Mapped => ({
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
  claim: row.claim,
  doubtUntil: row.doubt_until,
  isResent: row.is_resent === 1,
  isAdopted: row.is_adopted === 1,
  stays: readStaying(row.stays),
  layout: row.layout,
});

export const readStaying = (stays: string | null): readonly StayingValue[] =>
  stays === null ? [] : (JSON.parse(stays) as readonly StayingValue[]);

export const writeStaying = (stays: readonly StayingValue[]): string | null =>
  stays.length === 0 ? null : JSON.stringify(stays);
