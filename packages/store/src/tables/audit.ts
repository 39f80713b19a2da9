import type { AuditItem } from '@z2q/contracts';
import type { Generated } from 'kysely';
import type { Reader, Writer } from '../store.ts';

export type AuditRow = {
  id: Generated<number>;
  at: string;
  who: string;
  act: string;
  subject: string;
  detail: string;
};

/** Adds to the audit log, in the transaction of the action itself. */
export async function saveAct(tx: Writer, { on, ...act }: AuditItem): Promise<void> {
  await tx
    .insertInto('audit')
    .values({ ...act, subject: on })
    .execute();
}

/** Details of all acts of one kind on one subject, since an instant. */
export async function listDetailsSince(
  db: Reader,
  { act, on }: Pick<AuditItem, 'act' | 'on'>,
  since: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('audit')
    .select('detail')
    .where('act', '=', act)
    .where('subject', '=', on)
    .where('at', '>=', since)
    .execute();
  return rows.map(({ detail }) => detail);
}

export type AuditLine = AuditItem & { readonly id: number };

/** Reads acts newest first, older than the act whose id is the `cursor`. */
export async function pageActs(
  db: Reader,
  limit: number,
  cursor: string | null,
): Promise<readonly AuditLine[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .$if(cursor !== null, (query) => query.where('id', '<', Number(cursor)))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ subject, ...row }) => ({ ...row, on: subject }));
}
