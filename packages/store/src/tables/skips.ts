import type { EntityType } from '@z2q/contracts';
import { byRows, eachItsOwn, idsOf } from '../in-chunks.ts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { markRecords, type RecordName } from './records.ts';

/** Skips records, each with the reason that the report shows. */
export async function skipRecords(
  tx: InRun<Writer>,
  entityType: EntityType,
  records: readonly { readonly sourceId: string; readonly reason: string }[],
): Promise<void> {
  await byRows(records, (some) =>
    tx
      .updateTable('run_records')
      .set({ skip_reason: eachItsOwn('skip_reason', some, ({ reason }) => reason) })
      .where('run_id', '=', tx.runId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', idsOf(some))
      .execute(),
  );
  await markRecords(tx, entityType, 'skipped', idsOf(records));
}

export type SkipGroup = {
  readonly entityType: EntityType;
  readonly reason: string;
  readonly count: number;
  readonly exampleKey: string | null;
};

export async function groupSkipped(db: InRun<Reader>): Promise<readonly SkipGroup[]> {
  const rows = await db
    .selectFrom('run_records')
    .select((eb) => [
      'entity_type',
      'skip_reason',
      eb.fn.countAll().as('count'),
      eb.fn.min('source_key').as('example'),
    ])
    .where('run_id', '=', db.runId)
    .where('skip_reason', 'is not', null)
    .groupBy(['entity_type', 'skip_reason'])
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as EntityType,
    reason: row.skip_reason ?? '',
    count: Number(row.count),
    exampleKey: row.example,
  }));
}

export type SkippedRecord = RecordName & { readonly entityType: EntityType; readonly reason: string };

/** A page of the skipped records of a run by type and id, after the last one given. */
export async function pageSkipped(
  db: InRun<Reader>,
  after: Pick<SkippedRecord, 'entityType' | 'sourceId'> | null,
  limit: number,
): Promise<readonly SkippedRecord[]> {
  const rows = await db
    .selectFrom('run_records')
    .select(['entity_type', 'source_id', 'source_key', 'skip_reason'])
    .where('run_id', '=', db.runId)
    .where('skip_reason', 'is not', null)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('entity_type', 'source_id'), '>', tuple(after?.entityType ?? '', after?.sourceId ?? '')),
      ),
    )
    .orderBy('entity_type')
    .orderBy('source_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as EntityType,
    sourceId: row.source_id,
    sourceKey: row.source_key,
    reason: row.skip_reason ?? '',
  }));
}
