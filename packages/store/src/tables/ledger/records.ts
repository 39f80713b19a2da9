import type { Account, LedgerType } from '@z2q/contracts';
import { byIds, byRows, idsOf, lastOfEach, replacing } from '../../in-chunks.ts';
import type { InMigration } from '../../in-run.ts';
import type { Reader, Writer } from '../../store.ts';
import { openCounts, readTally, type Tally, writeTally } from './counts.ts';
import { listLines, replaceLines } from './lines.ts';

export type LedgerRecordRow = {
  migration_id: string;
  entity_type: string;
  source_id: string;
  /** How many values the source sent, counted on its answers. */
  received: number;
  /** How many of the values are in which count; null: the record was not transformed yet, or failed. */
  tally: string | null;
  carried: number;
  is_read_back: number;
  /** Hash of what was entered about the target; null: nothing. */
  late: string | null;
  /**
   * For a record that failed to load, or that validation did not find as it was written: its account as it will be
   * once that is mended.
   */
  held: string | null;
};

export type LedgerSumRow = {
  migration_id: string;
  entity_type: string;
  received: number;
  /** Carried values of records that were read back from the target and found right. */
  read_back: number;
};

type Received = { readonly sourceId: string; readonly received: number };

/** Stores how many values the source sent of each record, and replaces earlier numbers. */
export async function noteReceived(
  tx: InMigration<Writer>,
  type: LedgerType,
  records: readonly Received[],
): Promise<void> {
  const last = lastOfEach(records, ({ sourceId }) => sourceId);
  const before = await getRows(tx, type, idsOf(last));
  const rows = last.map(({ sourceId, received }) => ({
    ...nameOf(tx, type, sourceId),
    received,
    tally: null,
    carried: 0,
    is_read_back: 0,
    late: null,
    held: null,
  }));
  await byRows(rows, (some) =>
    tx
      .insertInto('ledger_records')
      .values(some)
      .onConflict((conflict) => conflict.columns(KEY).doUpdateSet(replacing('received')))
      .execute(),
  );
  const received = last.reduce(
    (sum, row) => sum + row.received - (before.get(row.sourceId)?.received ?? 0),
    0,
  );
  await addToSums(tx, type, { received, read_back: 0 });
}

export type RecordAccount = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  /** null: the record failed, so nothing can be said about its values. */
  readonly account: Account | null;
  /** Hash of the entries that depend on the target, if there are any. */
  readonly late?: string | null;
  /** See `LedgerRecordRow`. */
  readonly held?: string | null;
};

/** Replaces the account of the given records and adjusts the kept counts. */
export async function saveAccounts(
  tx: InMigration<Writer>,
  type: LedgerType,
  records: readonly RecordAccount[],
): Promise<void> {
  const last = lastOfEach(records, ({ sourceId }) => sourceId);
  const before = await getRows(tx, type, idsOf(last));
  const counts = await openCounts(tx, type);
  let readBack = 0;
  const rows = last.map(({ sourceId, sourceKey, account, late = null, held = null }) => {
    const old = before.get(sourceId);
    const tally = account && counts.toTally(account.tally);
    const text = tally && writeTally(tally);
    counts.exchange(sourceKey, readTally(old?.tally ?? null), tally ?? NONE);
    const isReadBack = old?.is_read_back === 1 && text === old.tally;
    if (old?.is_read_back === 1 && !isReadBack) readBack -= old.carried;
    return {
      ...nameOf(tx, type, sourceId),
      received: old?.received ?? 0,
      tally: text,
      carried: carriedOf(account),
      is_read_back: isReadBack ? 1 : 0,
      late,
      held,
    };
  });
  await counts.store(tx);
  await byRows(rows, (some) =>
    tx
      .insertInto('ledger_records')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(KEY).doUpdateSet(replacing('tally', 'carried', 'is_read_back', 'late', 'held')),
      )
      .execute(),
  );
  await addToSums(tx, type, { received: 0, read_back: readBack });
  await replaceLines(tx, type, last);
}

const NONE: Tally = new Map();

const carriedOf = (account: Account | null): number =>
  account?.tally.reduce((sum, row) => sum + (row.outcome === 'carried' ? row.count : 0), 0) ?? 0;

export type RecordValues = {
  readonly received: number;
  readonly carried: number;
  readonly isReadBack: boolean;
};

/** How many values the source sent of a record, and how many of them are carried as they are. */
export async function findValues(
  db: InMigration<Reader>,
  type: LedgerType,
  sourceId: string,
): Promise<RecordValues | undefined> {
  const row = (await getRows(db, type, [sourceId])).get(sourceId);
  return row && { received: row.received, carried: row.carried, isReadBack: row.is_read_back === 1 };
}

/** Accounts of the given records. Records without one are left out. */
export async function getAccounts(
  db: InMigration<Reader>,
  type: LedgerType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Account>> {
  const rows = await getRows(db, type, ids);
  const counts = await openCounts(db, type);
  const lines = Map.groupBy(await listLines(db, type, ids), ({ sourceId }) => sourceId);
  const accounts = [...rows.values()].flatMap(({ source_id, tally }): readonly [string, Account][] => {
    if (tally === null) return [];
    const ofRecord = [...readTally(tally)].flatMap(([id, count]) => {
      const known = counts.get(id);
      return known ? [{ ...known, count }] : [];
    });
    return [[source_id, { tally: ofRecord, lines: lines.get(source_id)?.map(({ line }) => line) ?? [] }]];
  });
  return new Map(accounts);
}

/**
 * For each record, the hash of the entries that depend on the target; null: it has none. Records without an account are
 * left out.
 */
export async function getLateHashes(
  db: InMigration<Reader>,
  type: LedgerType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = [...(await getRows(db, type, ids)).values()];
  return new Map(rows.filter(({ tally }) => tally !== null).map((row) => [row.source_id, row.late]));
}

/** Notes whether records were read back from the target and found right. Only then are their carried values known to be there. */
export async function noteReadBack(
  tx: InMigration<Writer>,
  type: LedgerType,
  ids: readonly string[],
  isReadBack: boolean,
): Promise<void> {
  const rows = [...(await getRows(tx, type, ids)).values()].filter(
    (row) => (row.is_read_back === 1) !== isReadBack && row.tally !== null,
  );
  await byIds(
    rows.map((row) => row.source_id),
    (some) =>
      tx
        .updateTable('ledger_records')
        .set({ is_read_back: isReadBack ? 1 : 0 })
        .where('migration_id', '=', tx.migrationId)
        .where('entity_type', '=', type)
        .where('source_id', 'in', some)
        .execute(),
  );
  const carried = rows.reduce((sum, row) => sum + row.carried, 0);
  await addToSums(tx, type, { received: 0, read_back: isReadBack ? carried : -carried });
}

const KEY = ['migration_id', 'entity_type', 'source_id'] as const;

const nameOf = (db: InMigration<Reader>, type: LedgerType, sourceId: string) => ({
  migration_id: db.migrationId,
  entity_type: type,
  source_id: sourceId,
});

async function getRows(
  db: InMigration<Reader>,
  type: LedgerType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LedgerRecordRow>> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('ledger_records')
      .selectAll()
      .where('migration_id', '=', db.migrationId)
      .where('entity_type', '=', type)
      .where('source_id', 'in', some)
      .execute(),
  );
  return new Map(rows.map((row) => [row.source_id, row]));
}

async function addToSums(
  tx: InMigration<Writer>,
  type: LedgerType,
  more: Pick<LedgerSumRow, 'received' | 'read_back'>,
): Promise<void> {
  if (more.received === 0 && more.read_back === 0) return;
  await tx
    .insertInto('ledger_sums')
    .values({ migration_id: tx.migrationId, entity_type: type, ...more })
    .onConflict((conflict) =>
      conflict.columns(['migration_id', 'entity_type']).doUpdateSet((eb) => ({
        received: eb('ledger_sums.received', '+', more.received),
        read_back: eb('ledger_sums.read_back', '+', more.read_back),
      })),
    )
    .execute();
}
