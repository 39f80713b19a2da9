import { type Kysely, sql } from 'kysely';

/**
 * Adds to an intent: the claim that may complete or drop it, the time until which its write may still land, and whether
 * it was sent again. Nothing is known about existing intents, so they are in doubt.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table zephyr_to_qtest_id_map add column claim text`.execute(db);
  await sql`alter table zephyr_to_qtest_id_map add column doubt_until integer`.execute(db);
  await sql`alter table zephyr_to_qtest_id_map add column is_resent integer not null default 0`.execute(db);
  await sql`update zephyr_to_qtest_id_map set doubt_until = intent_at where state = 'intent'`.execute(db);
  await sql`create index id_map_unsettled on zephyr_to_qtest_id_map (migration_id, entity_type, source_id)
    where state = 'intent' or is_resent = 1`.execute(db);
  await sql`create table qtest_doubles (
    migration_id text not null, entity_type text not null, source_id text not null, target_id integer not null,
    found_at integer not null, primary key (migration_id, entity_type, source_id, target_id))`.execute(db);
}
