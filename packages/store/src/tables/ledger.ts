import {
  type EntityType,
  type Ledger,
  type LedgerCode,
  type LedgerEntry,
  type LedgerOutcome,
  type LedgerParams,
  withLateEntries,
} from '@z2q/contracts';
import { byIds, byRows, idsOf } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type LedgerSumRow = {
  migration_id: string;
  entity_type: string;
  source_id: string;
  fields_with_value: number;
  carried: number;
};
export type LedgerRow = {
  migration_id: string;
  entity_type: string;
  source_id: string;
  source_key: string | null;
  field: string;
  outcome: string;
  code: string;
  params: string | null;
  before: string | null;
  after: string | null;
};

export type RecordLedger = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly ledger: Ledger;
};

/** Replaces what the ledger says of the given records. */
export async function saveLedger(
  tx: InMigration<Writer>,
  entityType: EntityType,
  records: readonly RecordLedger[],
): Promise<void> {
  const ids = idsOf(records);
  for (const table of ['loss_ledger', 'ledger_sums'] as const)
    await byIds(ids, (some) =>
      tx
        .deleteFrom(table)
        .where('migration_id', '=', tx.migrationId)
        .where('entity_type', '=', entityType)
        .where('source_id', 'in', some)
        .execute(),
    );
  const named = (sourceId: string) => ({
    migration_id: tx.migrationId,
    entity_type: entityType,
    source_id: sourceId,
  });
  const sums = records.map(({ sourceId, ledger: { carried, entries } }) => ({
    ...named(sourceId),
    fields_with_value: carried + entries.filter(({ outcome }) => outcome !== 'added').length,
    carried,
  }));
  await byRows(sums, (some) => tx.insertInto('ledger_sums').values(some).execute());
  const losses = records.flatMap(({ sourceId, sourceKey, ledger }) =>
    ledger.entries.map(({ field, outcome, code, params, before, after }) => ({
      ...named(sourceId),
      source_key: sourceKey,
      field,
      outcome,
      code,
      params: params === undefined ? null : JSON.stringify(params),
      before: before ?? null,
      after: after ?? null,
    })),
  );
  await byRows(losses, (some) =>
    tx
      .insertInto('loss_ledger')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/**
 * Adds what only loading could find out (a choice the target does not have), by the rule of `withLateEntries`: one row a field, and the sums
 * close. The same entries may be added again. What is read to add to stays as it is (`Store.write`).
 */
export async function addLateEntries(
  tx: InMigration<Writer>,
  entityType: EntityType,
  records: readonly {
    readonly sourceId: string;
    readonly sourceKey: string;
    readonly late: readonly LedgerEntry[];
  }[],
): Promise<void> {
  const before = await getLedgers(tx, entityType, idsOf(records));
  const after = records.map(({ sourceId, sourceKey, late }) => ({
    sourceId,
    sourceKey,
    ledger: withLateEntries(before.get(sourceId) ?? EMPTY, late),
  }));
  await saveLedger(tx, entityType, after);
}

const EMPTY: Ledger = { carried: 0, entries: [] };

async function getLedgers(
  db: InMigration<Reader>,
  entityType: EntityType,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, Ledger>> {
  const sums = await byIds(sourceIds, (some) =>
    db
      .selectFrom('ledger_sums')
      .select(['source_id', 'carried'])
      .where('migration_id', '=', db.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
  const losses = await byIds(sourceIds, (some) =>
    db
      .selectFrom('loss_ledger')
      .select(['source_id', 'field', 'outcome', 'code', 'params', 'before', 'after'])
      .where('migration_id', '=', db.migrationId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
  const carried = new Map(sums.map((row) => [row.source_id, row.carried]));
  const entries = Map.groupBy(losses, (row) => row.source_id);
  return new Map(
    sourceIds.map((id) => [
      id,
      { carried: carried.get(id) ?? 0, entries: (entries.get(id) ?? []).map(toEntry) },
    ]),
  );
}

type EntryRow = Pick<LedgerRow, 'field' | 'outcome' | 'code' | 'params' | 'before' | 'after'>;

const toEntry = ({ field, outcome, code, params, before, after }: EntryRow): LedgerEntry => ({
  field,
  outcome: outcome as LedgerOutcome,
  code: code as LedgerCode,
  ...(params === null ? {} : { params: toParams(params) }),
  ...(before === null ? {} : { before }),
  ...(after === null ? {} : { after }),
});

const toParams = (json: string | null): LedgerParams =>
  json === null ? {} : (JSON.parse(json) as LedgerParams);

export type LedgerSums = {
  readonly entityType: EntityType;
  readonly fieldsWithValue: number;
  readonly carried: number;
};

export async function sumLedger(db: InMigration<Reader>): Promise<readonly LedgerSums[]> {
  const rows = await db
    .selectFrom('ledger_sums')
    .select((eb) => [
      'entity_type',
      eb.fn.sum('fields_with_value').as('fields'),
      eb.fn.sum('carried').as('carried'),
    ])
    .where('migration_id', '=', db.migrationId)
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
  readonly outcome: LedgerOutcome;
  readonly code: LedgerCode;
  readonly params: LedgerParams;
  readonly count: number;
  readonly exampleKey: string | null;
};

export async function groupLedger(db: InMigration<Reader>): Promise<readonly LedgerGroup[]> {
  const rows = await db
    .selectFrom('loss_ledger')
    .select((eb) => [
      'entity_type',
      'field',
      'outcome',
      'code',
      eb.fn.min('params').as('params'),
      eb.fn.countAll().as('count'),
      eb.fn.min('source_key').as('example'),
    ])
    .where('migration_id', '=', db.migrationId)
    .groupBy(['entity_type', 'field', 'outcome', 'code'])
    .orderBy('entity_type')
    .orderBy('field')
    .execute();
  return rows.map((row) => ({
    entityType: row.entity_type as EntityType,
    field: row.field,
    outcome: row.outcome as LedgerOutcome,
    code: row.code as LedgerCode,
    params: toParams(row.params),
    count: Number(row.count),
    exampleKey: row.example,
  }));
}
