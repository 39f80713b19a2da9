import { type Kysely, sql } from 'kysely';

/**
 * Adds which objects of the id map were adopted rather than created, the objects that may be adopted, and which
 * migrations are being forgotten.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table zephyr_to_qtest_id_map add column is_adopted integer not null default 0`.execute(db);
  await sql`create table qtest_adoptable (
    migration_id text not null, entity_type text not null, key text not null, target_id integer not null, target_pid text,
    version_id integer, primary key (migration_id, entity_type, key, target_id))`.execute(db);
  await sql`alter table migration_state add column is_forgotten integer not null default 0`.execute(db);
  await sql`create index zephyr_attachments_by_hash on zephyr_attachments (sha256)`.execute(db);
  await sql`create index runs_cancelling on runs (id) where state = 'cancelling'`.execute(db);
  await sql`create table qtest_step_logs (
    migration_id text not null, log_id integer not null, step_log_ids text not null, primary key (migration_id, log_id))`.execute(
    db,
  );
}
