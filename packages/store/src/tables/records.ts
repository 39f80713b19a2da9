import type { EntityType } from '@z2q/contracts';
import { type Generated, type RawBuilder, sql } from 'kysely';
import { byIds, byRows } from '../in-chunks.ts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { addToCount, type CountColumn } from './counts.ts';

export type RunRecordRow = {
  run_id: string;
  entity_type: string;
  source_id: string;
  source_key: string | null;
  progress: number;
  skip_reason: string | null;
  /** Hash of the record's object as validation read it back; null: it was not read back yet. */
  read_hash: Generated<string | null>;
};

/**
 * Progress of a record in a run, as bits of one column. A count grows only when a bit is really set, so counts are of
 * distinct records, however often a batch runs.
 */
const BITS = {
  extracted: 1,
  transformed: 2,
  loaded: 4,
  verified: 8,
  failed: 16,
  skipped: 32,
  created: 64,
  updated: 128,
  unchanged: 256,
  vanished: 512,
  conflict: 1024,
} as const satisfies Partial<Record<CountColumn, number>>;
export type RecordMark = keyof typeof BITS;
const MARKS = Object.keys(BITS) as readonly RecordMark[];
/**
 * SQL for the bits of these marks. A literal: a parameter beside `progress` could decide whether SQLite may use a partial
 * index (see `StateInTextCompiler`).
 */
export const bitsOf = (...marks: readonly RecordMark[]): RawBuilder<number> =>
  sql.lit(marks.reduce((bits, mark) => bits | BITS[mark], 0));

/** The marks that a column of progress holds. */
export const marksOf = (progress: number): readonly RecordMark[] =>
  MARKS.filter((mark) => (progress & BITS[mark]) !== 0);

export type RecordName = { readonly sourceId: string; readonly sourceKey: string | null };

/** Adds source records to a run; existing rows stay as they are. */
export async function addRecords(
  tx: InRun<Writer>,
  entityType: EntityType,
  records: readonly RecordName[],
): Promise<void> {
  await addToCount(tx, entityType, 'source', await insertRecords(tx, entityType, records));
}

/** @returns how many rows were new. */
async function insertRecords(
  tx: InRun<Writer>,
  entityType: EntityType,
  records: readonly RecordName[],
): Promise<number> {
  const rows = records.map((record) => ({
    run_id: tx.runId,
    entity_type: entityType,
    source_id: record.sourceId,
    source_key: record.sourceKey,
    progress: 0,
    skip_reason: null,
  }));
  const results = await byRows(rows, (some) =>
    tx
      .insertInto('run_records')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  return results.reduce((sum, result) => sum + Number(result.numInsertedOrUpdatedRows ?? 0n), 0);
}

/** Names of the given records, as shown to a person. */
export async function listRecordNames(
  db: InRun<Reader>,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<readonly RecordName[]> {
  const rows = await byIds(sourceIds, (some) =>
    db
      .selectFrom('run_records')
      .select(['source_id', 'source_key'])
      .where('run_id', '=', db.runId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
  const keys = new Map(rows.map((row) => [row.source_id, row.source_key]));
  return sourceIds.map((sourceId) => ({ sourceId, sourceKey: keys.get(sourceId) ?? null }));
}

/** Removes placeholder records whose real records are known by now. */
export async function forgetRecords(
  tx: InRun<Writer>,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<void> {
  if (sourceIds.length === 0) return;
  await unmarkRecords(tx, entityType, 'failed', sourceIds);
  const results = await byIds(sourceIds, (some) =>
    tx
      .deleteFrom('run_records')
      .where('run_id', '=', tx.runId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
  const forgotten = results.reduce((sum, result) => sum + Number(result.numDeletedRows), 0);
  await addToCount(tx, entityType, 'source', -forgotten);
}

export async function markRecords(
  tx: InRun<Writer>,
  entityType: EntityType,
  mark: RecordMark,
  sourceIds: readonly string[],
): Promise<void> {
  // When a batch runs again it finds the records it created or updated before unchanged. Those do not count as unchanged.
  const keeping = mark === 'unchanged' ? bitsOf(mark, 'created', 'updated') : bitsOf(mark);
  const change = {
    entityType,
    sourceIds,
    to: sql<number>`progress | ${bitsOf(mark)}`,
    from: sql<boolean>`progress & ${keeping} = 0`,
  };
  const marked = await changeProgress(tx, change);
  if (marked > 0) await addToCount(tx, entityType, mark, marked);
}

export async function unmarkRecords(
  tx: InRun<Writer>,
  entityType: EntityType,
  mark: RecordMark,
  sourceIds: readonly string[],
): Promise<void> {
  const change = {
    entityType,
    sourceIds,
    to: sql<number>`progress & ~${bitsOf(mark)}`,
    from: sql<boolean>`progress & ${bitsOf(mark)} <> 0`,
  };
  const unmarked = await changeProgress(tx, change);
  if (unmarked > 0) await addToCount(tx, entityType, mark, -unmarked);
}

type ProgressChange = {
  readonly entityType: EntityType;
  readonly sourceIds: readonly string[];
  readonly from: RawBuilder<boolean>;
  readonly to: RawBuilder<number>;
};

/** @returns how many rows really changed. */
async function changeProgress(
  tx: InRun<Writer>,
  { entityType, sourceIds, from, to }: ProgressChange,
): Promise<number> {
  const results = await byIds(sourceIds, (some) =>
    tx
      .updateTable('run_records')
      .set({ progress: to })
      .where('run_id', '=', tx.runId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .where(from)
      .execute(),
  );
  return results.reduce((sum, result) => sum + Number(result.numUpdatedRows), 0);
}

/** A page of records that are neither verified, failed nor skipped, in order of id after `afterId`. */
export async function pageUnjudged(
  db: InRun<Reader>,
  query: {
    readonly entityType: EntityType;
    readonly afterId: string;
    readonly limit: number;
  },
): Promise<readonly RecordName[]> {
  const rows = await db
    .selectFrom('run_records')
    .select(['source_id', 'source_key'])
    .where('run_id', '=', db.runId)
    .where('entity_type', '=', query.entityType)
    .where('source_id', '>', query.afterId)
    .where(sql<boolean>`progress & ${bitsOf('verified', 'failed', 'skipped')} = 0`)
    .orderBy('source_id')
    .limit(query.limit)
    .execute();
  return rows.map((row) => ({ sourceId: row.source_id, sourceKey: row.source_key }));
}
