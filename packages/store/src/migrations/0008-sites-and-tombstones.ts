import { type Kysely, sql } from 'kysely';

/** Adds the addresses of a migration's two projects, what a rollback may do, and id map rows that outlive their objects. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table migration_state add column source_address text`.execute(db);
  await sql`alter table migration_state add column target_address text`.execute(db);
  await sql`alter table migration_state add column allows_twin integer not null default 0`.execute(db);
  await sql`alter table runs add column is_dry_run integer not null default 0`.execute(db);
  await sql`alter table runs add column is_forced integer not null default 0`.execute(db);
  await sql`drop index id_map_by_target_of_all`.execute(db);
  await sql`create index id_map_by_target_of_all on zephyr_to_qtest_id_map (entity_type, target_id, state)`.execute(
    db,
  );
}
