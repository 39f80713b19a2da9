import type { EntityType, LedgerEntry, MigrationId } from '@z2q/contracts';
import type { Reader, Writer } from '../store.ts';
import { lowerCarried } from './drafts.ts';

export type RecordLedger = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly entries: readonly LedgerEntry[];
};

/** Replaces what the ledger says of the given records. */
export async function saveLedger(
  tx: Writer,
  migrationId: MigrationId,
  entityType: EntityType,
  records: readonly RecordLedger[],
): Promise<void> {
  if (records.length === 0) return;
  await tx
    .deleteFrom('loss_ledger')
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where(
      'source_id',
      'in',
      records.map((record) => record.sourceId),
    )
    .execute();
  for (const record of records) {
    for (const entry of record.entries) {
      await tx
        .insertInto('loss_ledger')
        .values({
          migration_id: migrationId,
          entity_type: entityType,
          source_id: record.sourceId,
          source_key: record.sourceKey,
          field: entry.field,
          outcome: entry.outcome,
          reason: entry.reason,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
}

/**
 * Adds what only loading could find out (a choice the target does not have). A field that transform counted as carried
 * is moved out of that count, so that the sums still close.
 */
export async function addLateEntries(
  tx: Writer,
  migrationId: MigrationId,
  entityType: EntityType,
  records: readonly {
    readonly sourceId: string;
    readonly sourceKey: string;
    readonly late: readonly LedgerEntry[];
  }[],
): Promise<void> {
  for (const { sourceId, sourceKey, late } of records) {
    let moved = 0;
    for (const entry of late) {
      const result = await tx
        .insertInto('loss_ledger')
        .values({
          migration_id: migrationId,
          entity_type: entityType,
          source_id: sourceId,
          source_key: sourceKey,
          ...entry,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      moved += Number(result.numInsertedOrUpdatedRows ?? 0n);
    }
    await lowerCarried(tx, migrationId, entityType, sourceId, moved);
  }
}

export type LedgerGroup = {
  readonly entityType: EntityType;
  readonly field: string;
  readonly outcome: 'changed' | 'dropped';
  readonly reason: string;
  readonly count: number;
  readonly exampleKey: string | null;
};

export async function groupLedger(db: Reader, migrationId: MigrationId): Promise<readonly LedgerGroup[]> {
  const rows = await db
    .selectFrom('loss_ledger')
    .select((eb) => [
      'entity_type',
      'field',
      'outcome',
      'reason',
      eb.fn.countAll().as('count'),
      eb.fn.min('source_key').as('example'),
    ])
    .where('migration_id', '=', migrationId)
    .groupBy(['entity_type', 'field', 'outcome', 'reason'])
    .orderBy('entity_type')
    .orderBy('field')
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as EntityType,
    field: row.field,
    outcome: row.outcome as LedgerGroup['outcome'],
    reason: row.reason,
    count: Number(row.count),
    exampleKey: row.example,
  }));
}
