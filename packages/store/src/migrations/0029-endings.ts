import { type Kysely, sql } from 'kysely';

/** Adds how a run that is being stopped will end: `cancelled` or `failed`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table runs add column ends_as text`.execute(db);
}
