import { type Kysely, sql } from 'kysely';

/** Numbers of the store itself, and since when each migration has to look before it creates. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table store_state (name text primary key, value integer not null)`.execute(db);
  await sql`alter table migration_state add column look_first_since integer`.execute(db);
}
