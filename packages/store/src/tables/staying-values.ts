import type { Account, LedgerLine, LedgerType, MappedType, StayingValue } from '@z2q/contracts';
import { byIds, byRows, eachItsOwn, idsOf } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { readStaying, writeStaying } from './id-map.ts';
import { getAccounts, saveAccounts } from './ledger/records.ts';

/**
 * For each of the given records, the values that are still in fields of its object although the record no longer has
 * them. Records without such values are left out.
 */
export async function getStaying(
  db: InMigration<Reader>,
  type: MappedType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly StayingValue[]>> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('zephyr_to_qtest_id_map')
      .select(['source_id', 'stays'])
      .where('migration_id', '=', db.migrationId)
      .where('entity_type', '=', type)
      .where('source_id', 'in', some)
      .where('state', '=', 'created')
      .where('stays', 'is not', null)
      .execute(),
  );
  return new Map(rows.map(({ source_id, stays }) => [source_id, readStaying(stays)]));
}

export type StillStaying = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  /** Values that were found to be there still. */
  readonly stays: readonly StayingValue[];
};

/** Deletes the values that somebody has removed from the fields, in the ledger too. */
export async function forgetTakenOut(
  tx: InMigration<Writer>,
  type: LedgerType,
  records: readonly StillStaying[],
): Promise<void> {
  await byRows(records, (some) =>
    tx
      .updateTable('zephyr_to_qtest_id_map')
      .set({ stays: eachItsOwn('stays', some, ({ stays }) => writeStaying(stays)) })
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', type)
      .where('source_id', 'in', idsOf(some))
      .execute(),
  );
  const accounts = await getAccounts(tx, type, idsOf(records));
  const changed = records.flatMap(({ sourceId, sourceKey, stays }) => {
    const account = accounts.get(sourceId);
    return account ? [{ sourceId, sourceKey, account: withOnly(account, stays) }] : [];
  });
  if (changed.length > 0) await saveAccounts(tx, type, changed);
}

function withOnly({ tally, lines }: Account, stays: readonly StayingValue[]): Account {
  const standing = new Set(stays.map(({ label }) => `target: ${label}`));
  const isGone = ({ code, path }: LedgerLine): boolean => code === STAYS && !standing.has(path);
  const gone = new Set(lines.filter(isGone).map(({ pattern }) => pattern));
  return {
    tally: tally.filter(({ code, pattern }) => code !== STAYS || !gone.has(pattern)),
    lines: lines.filter((line) => !isGone(line)),
  };
}

const STAYS = 'stays_in_field';
