import { type Kysely, sql } from 'kysely';

/** Adds the values that are still in fields of an object although its record no longer has them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table zephyr_to_qtest_id_map add column stays text`.execute(db);
}
