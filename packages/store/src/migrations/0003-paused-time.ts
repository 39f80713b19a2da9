import { type Kysely, sql } from 'kysely';

/** Adds when a paused run stopped and how long it was paused before, so that its speed is computed without pauses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table runs add column paused_at integer`.execute(db);
  await sql`alter table runs add column paused_ms integer not null default 0`.execute(db);
}
