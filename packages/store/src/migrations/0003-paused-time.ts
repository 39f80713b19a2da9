import { type Kysely, sql } from 'kysely';

/** When a paused run stopped, and for how long it stood still before, so that its pace is that of its work. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table runs add column paused_at integer`.execute(db);
  await sql`alter table runs add column paused_ms integer not null default 0`.execute(db);
}
