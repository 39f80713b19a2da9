import {
  type EntityType,
  type Ledger,
  type LedgerEntry,
  type MigrationId,
  withLateEntries,
} from '@z2q/contracts';
import type { Reader, Writer } from '../store.ts';

export type RecordLedger = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly ledger: Ledger;
};

/** Replaces what the ledger says of the given records. */
export async function saveLedger(
  tx: Writer,
  migrationId: MigrationId,
  entityType: EntityType,
  records: readonly RecordLedger[],
): Promise<void> {
  const ids = records.map((record) => record.sourceId);
  if (ids.length === 0) return;
  for (const table of ['loss_ledger', 'ledger_sums'] as const) {
    await tx
      .deleteFrom(table)
      .where('migration_id', '=', migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', ids)
      .execute();
  }
  for (const { sourceId, sourceKey, ledger } of records) {
    const name = { migration_id: migrationId, entity_type: entityType, source_id: sourceId };
    const sum = { fields_with_value: ledger.carried + ledger.entries.length, carried: ledger.carried };
    await tx
      .insertInto('ledger_sums')
      .values({ ...name, ...sum })
      .execute();
    if (ledger.entries.length === 0) continue;
    await tx
      .insertInto('loss_ledger')
      .values(
        ledger.entries.map(({ field, outcome, reason }) => ({
          ...name,
          source_key: sourceKey,
          field,
          outcome,
          reason,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/**
 * Adds what only loading could find out (a choice the target does not have), by the rule of `withLateEntries`: one row a field, and the sums
 * close. The same entries may be added again. What is read to add to stays as it is (`Store.write`).
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
    const ledger = withLateEntries(await readLedger(tx, migrationId, entityType, sourceId), late);
    await saveLedger(tx, migrationId, entityType, [{ sourceId, sourceKey, ledger }]);
  }
}

async function readLedger(
  db: Reader,
  migrationId: MigrationId,
  entityType: EntityType,
  sourceId: string,
): Promise<Ledger> {
  const sum = await db
    .selectFrom('ledger_sums')
    .select('carried')
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('loss_ledger')
    .select(['field', 'outcome', 'reason'])
    .where('migration_id', '=', migrationId)
    .where('entity_type', '=', entityType)
    .where('source_id', '=', sourceId)
    .execute();
  const entries = rows.map((row) => ({ ...row, outcome: row.outcome as LedgerEntry['outcome'] }));
  return { carried: sum?.carried ?? 0, entries };
}

export type LedgerSums = {
  readonly entityType: EntityType;
  /** Those of the source, and those of the target that were filled in because it requires them. */
  readonly fieldsWithValue: number;
  readonly carried: number;
};

export async function sumLedger(db: Reader, migrationId: MigrationId): Promise<readonly LedgerSums[]> {
  const rows = await db
    .selectFrom('ledger_sums')
    .select((eb) => [
      'entity_type',
      eb.fn.sum('fields_with_value').as('fields'),
      eb.fn.sum('carried').as('carried'),
    ])
    .where('migration_id', '=', migrationId)
    .groupBy('entity_type')
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as EntityType,
    fieldsWithValue: Number(row.fields),
    carried: Number(row.carried),
  }));
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
