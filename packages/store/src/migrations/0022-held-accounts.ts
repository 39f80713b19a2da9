import { type Kysely, sql } from 'kysely';

/** Adds the ledger account of a record that failed to load, to be put back once the record is loaded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ledger_records add column held text`.execute(db);
  await sql`create index ledger_records_held on ledger_records (migration_id, entity_type, source_id) where held is not null`.execute(
    db,
  );
}
