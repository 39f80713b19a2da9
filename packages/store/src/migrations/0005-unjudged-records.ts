import { type Kysely, sql } from 'kysely';

/** Neither verified, failed nor skipped: what a validation has still to look at, however much it has seen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index run_records_unjudged on run_records (run_id, entity_type, source_id)
    where progress & 56 = 0`.execute(db);
}
