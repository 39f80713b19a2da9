import { type Kysely, sql } from 'kysely';

/** Adds the URLs that the control API's variables named when a run was started, which hold until a site is met. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table migration_state add column source_meant text`.execute(db);
  await sql`alter table migration_state add column target_meant text`.execute(db);
}
