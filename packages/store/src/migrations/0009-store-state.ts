import { type Kysely, sql } from 'kysely';

/** Adds counters of the store itself, and the time since when a migration has to look for a record before creating it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table store_state (name text primary key, value integer not null)`.execute(db);
  await sql`alter table migration_state add column look_first_since integer`.execute(db);
}
