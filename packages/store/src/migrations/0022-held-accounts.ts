import { type Kysely, sql } from 'kysely';

/** What the ledger says of a record once it is loaded, kept while it failed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ledger_records add column held text`.execute(db);
  await sql`create index ledger_records_held on ledger_records (migration_id, entity_type, source_id) where held is not null`.execute(
    db,
  );
}
