import { type Kysely, sql } from 'kysely';

/** What of the id map the migration found and did not make, and what a look through the target has found with a key of ours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table zephyr_to_qtest_id_map add column is_adopted integer not null default 0`.execute(db);
  await sql`create table qtest_adoptable (
    migration_id text not null, entity_type text not null, key text not null, target_id integer not null, target_pid text,
    version_id integer, primary key (migration_id, entity_type, key, target_id))`.execute(db);
}
