import { type Kysely, sql } from 'kysely';

/** What stands in fields of an object though its record has it no more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table zephyr_to_qtest_id_map add column stays text`.execute(db);
}
