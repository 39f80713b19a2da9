import type { EntityType, RunId } from '@z2q/contracts';
import { byRows, eachItsOwn } from '../in-chunks.ts';
import type { Reader, Writer } from '../store.ts';
import { markRecords } from './records.ts';

/** Leaves a record out, with the reason that the report shows. */
export async function skipRecords(
  tx: Writer,
  runId: RunId,
  entityType: EntityType,
  records: readonly { readonly sourceId: string; readonly reason: string }[],
): Promise<void> {
  await byRows(records, (some) =>
    tx
      .updateTable('run_records')
      .set({
        skip_reason: eachItsOwn(
          'skip_reason',
          some.map(({ sourceId, reason }) => [sourceId, reason]),
        ),
      })
      .where('run_id', '=', runId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', idsOf(some))
      .execute(),
  );
  await markRecords(tx, runId, entityType, 'skipped', idsOf(records));
}

const idsOf = (records: readonly { readonly sourceId: string }[]): readonly string[] =>
  records.map(({ sourceId }) => sourceId);

export type SkipGroup = {
  readonly entityType: EntityType;
  readonly reason: string;
  readonly count: number;
  readonly exampleKey: string | null;
};

export async function groupSkipped(db: Reader, runId: RunId): Promise<readonly SkipGroup[]> {
  const rows = await db
    .selectFrom('run_records')
    .select((eb) => [
      'entity_type',
      'skip_reason',
      eb.fn.countAll().as('count'),
      eb.fn.min('source_key').as('example'),
    ])
    .where('run_id', '=', runId)
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
