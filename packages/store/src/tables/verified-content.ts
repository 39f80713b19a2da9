import type { EntityType } from '@z2q/contracts';
import { sql } from 'kysely';
import { byRows, eachItsOwn, idsOf } from '../in-chunks.ts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { DRAFT_TABLES } from './drafts.ts';
import { bitsOf } from './records.ts';

/** Stores for each record the hash of its object as it was read back. */
export async function saveReadHashes(
  tx: InRun<Writer>,
  entityType: EntityType,
  records: readonly { readonly sourceId: string; readonly readHash: string }[],
): Promise<void> {
  await byRows(records, (some) =>
    tx
      .updateTable('run_records')
      .set({ read_hash: eachItsOwn('read_hash', some, ({ readHash }) => readHash) })
      .where('run_id', '=', tx.runId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', idsOf(some))
      .execute(),
  );
}

/** A verified record, with a hash of its content on either side. */
export type VerifiedContent = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  /** Hash of the record's draft; null: it has none. */
  readonly sourceHash: string | null;
  /** Hash of its object as it was read back; null: an earlier release validated it. */
  readonly readHash: string | null;
};

/** A page of the records that the run verified, in order of source id. */
export async function pageVerifiedContent(
  db: InRun<Reader>,
  entityType: EntityType,
  afterId: string,
  limit: number,
): Promise<readonly VerifiedContent[]> {
  const rows = await db
    .selectFrom('run_records as record')
    .leftJoin(`${DRAFT_TABLES[entityType]} as drafted`, (join) =>
      join
        .on('drafted.migration_id', '=', db.migrationId)
        .onRef('drafted.source_id', '=', 'record.source_id'),
    )
    .select(['record.source_id', 'record.source_key', 'record.read_hash', 'drafted.content_hash'])
    .where('record.run_id', '=', db.runId)
    .where('record.entity_type', '=', entityType)
    .where('record.source_id', '>', afterId)
    .where(sql<number>`record.progress & ${bitsOf('verified')}`, '<>', 0)
    .orderBy('record.source_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    sourceId: row.source_id,
    sourceKey: row.source_key,
    sourceHash: row.content_hash,
    readHash: row.read_hash,
  }));
}
