import { type Kysely, sql } from 'kysely';

/**
 * Adds an index of records that are neither verified, failed nor skipped, so that a validation finds what it has not
 * looked at yet, however many records it has done.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index run_records_unjudged on run_records (run_id, entity_type, source_id)
    where progress & 56 = 0`.execute(db);
}
