import type { EntityType, LedgerEntry } from '@z2q/contracts';
import {
  type Answer,
  answersOfFile,
  answersOfFolder,
  answersOfRecord,
  hashLate,
  withLateEntries,
} from '@z2q/ledger';
import {
  getAccounts,
  getFolders,
  getLateHashes,
  type InRun,
  listStaged,
  listStagedAttachments,
  saveAccounts,
  type Writer,
} from '@z2q/store';

type Late = {
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly late: readonly LedgerEntry[];
};

/** Corrects the ledger where the target's fields, choices or statuses differ from those the record was transformed for. */
export async function enterLate(
  tx: InRun<Writer>,
  type: EntityType,
  records: readonly Late[],
): Promise<void> {
  const entered = await getLateHashes(tx, type, idsOf(records));
  const others = records
    .map((record) => ({ ...record, hash: hashLate(record.late) }))
    .filter(({ sourceId, hash }) => entered.has(sourceId) && entered.get(sourceId) !== hash);
  const accounts = await getAccounts(tx, type, idsOf(others));
  const answers = await getAnswers(tx, type, idsOf(others));
  const changed = others.flatMap(({ sourceId, sourceKey, late, hash }) => {
    const account = accounts.get(sourceId);
    const corrected = account && withLateEntries(account, answers.get(sourceId) ?? [], late);
    return corrected ? [{ sourceId, sourceKey, account: corrected, late: hash }] : [];
  });
  if (changed.length > 0) await saveAccounts(tx, type, changed);
}

const idsOf = (records: readonly Late[]): readonly string[] => records.map(({ sourceId }) => sourceId);

async function getAnswers(
  tx: InRun<Writer>,
  type: EntityType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Answer[]>> {
  if (type === 'folder')
    return new Map([...(await getFolders(tx, ids))].map(([id, { raw }]) => [id, answersOfFolder(raw)]));
  if (type === 'attachment')
    return new Map(
      (await listStagedAttachments(tx, ids)).map(({ sourceId, raw }) => [sourceId, answersOfFile(raw)]),
    );
  const staged = await listStaged(tx, type, ids);
  return new Map(staged.map((record) => [record.sourceId, answersOfRecord(type, record)]));
}
