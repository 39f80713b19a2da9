import { type Kysely, sql } from 'kysely';

/** Adds the hash of what validation read back from the target of a record. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table run_records add column read_hash text`.execute(db);
}
