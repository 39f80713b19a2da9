import type { Account, LedgerLine, LedgerType, StayingValue } from '@z2q/contracts';
import { byRows, eachItsOwn, idsOf } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { writeStaying } from './id-map.ts';
import { getAccounts, saveAccounts } from './ledger/records.ts';

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
