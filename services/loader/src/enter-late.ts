import type { EntityType, LedgerEntry } from '@z2q/contracts';
import { type Answer, answersOfFile, answersOfFolder, answersOfRecord, withLateEntries } from '@z2q/ledger';
import {
  getAccounts,
  getFolders,
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

/** Adds to the ledger what only loading could find out, on the values it is about. The same may be added again. */
export async function enterLate(
  tx: InRun<Writer>,
  type: EntityType,
  records: readonly Late[],
): Promise<void> {
  const ids = records.map(({ sourceId }) => sourceId);
  const accounts = await getAccounts(tx, type, ids);
  const answers = await getAnswers(tx, type, ids);
  const changed = records.flatMap(({ sourceId, sourceKey, late }) => {
    const account = accounts.get(sourceId);
    return account
      ? [{ sourceId, sourceKey, account: withLateEntries(account, answers.get(sourceId) ?? [], late) }]
      : [];
  });
  await saveAccounts(tx, type, changed);
}

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
