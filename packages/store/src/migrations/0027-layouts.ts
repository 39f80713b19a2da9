import { type Kysely, sql } from 'kysely';

/** Adds what the target offered each time that it had changed, and which of these each object was written with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table qtest_layouts (
      migration_id text not null,
      number integer not null,
      statuses text not null,
      fields text not null,
      primary key (migration_id, number)
    )`.execute(db);
  await sql`alter table zephyr_to_qtest_id_map add column layout integer`.execute(db);
}
