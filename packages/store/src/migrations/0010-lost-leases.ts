import { type Kysely, sql } from 'kysely';

/** Adds how often a batch lost its worker, why a batch waits, and when a run last made progress. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table entity_batch_state add column losses integer not null default 0`.execute(db);
  await sql`alter table entity_batch_state add column note text`.execute(db);
  await sql`create index entity_batch_state_held on entity_batch_state (lease_owner) where state = 'active'`.execute(
    db,
  );
  await sql`alter table runs add column moved_at integer`.execute(db);
}
