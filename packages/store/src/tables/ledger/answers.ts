import { LedgerType } from '@z2q/contracts';
import type { InMigration } from '../../in-run.ts';
import type { Writer } from '../../store.ts';
import { noteReceived, type RecordAccount, saveAccounts } from './records.ts';

export type AnswerAccount = RecordAccount & { readonly received: number };

/**
 * Enters the values of an answer outside its records, under the answer's address. An address begins with a slash, which
 * no record id does.
 */
export async function saveAnswers(
  tx: InMigration<Writer>,
  type: LedgerType,
  answers: readonly AnswerAccount[],
): Promise<void> {
  await noteReceived(tx, type, answers);
  await saveAccounts(tx, type, answers);
}

/** Deletes them before everything is listed again, because the pages may be cut differently. */
export async function forgetAnswers(tx: InMigration<Writer>): Promise<void> {
  const rows = await tx
    .selectFrom('ledger_records')
    .select(['entity_type', 'source_id'])
    .where('migration_id', '=', tx.migrationId)
    .where('source_id', 'like', '/%')
    .execute();
  for (const type of LedgerType.options) {
    const gone = rows.flatMap((row) =>
      row.entity_type === type
        ? [{ sourceId: row.source_id, sourceKey: null, account: null, received: 0 }]
        : [],
    );
    if (gone.length > 0) await saveAnswers(tx, type, gone);
  }
  await tx
    .deleteFrom('ledger_records')
    .where('migration_id', '=', tx.migrationId)
    .where('source_id', 'like', '/%')
    .execute();
}
