import { type Kysely, sql } from 'kysely';

/** Adds the audit log of what operators did. Triggers refuse to change or delete a row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table audit (
    id integer primary key autoincrement,
    at text not null,
    who text not null,
    act text not null,
    subject text not null,
    detail text not null
  )`.execute(db);
  for (const change of ['update', 'delete']) {
    await sql`create trigger ${sql.ref(`audit_no_${change}`)} before ${sql.raw(change)} on audit
      begin select raise(abort, 'the audit log is only added to'); end`.execute(db);
  }
}
