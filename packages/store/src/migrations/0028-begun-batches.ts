import { type Kysely, sql } from 'kysely';

/**
 * Adds whether a worker has ever taken a batch up. The attempts do not say so, because a batch that is handed back without
 * a fault costs none. For batches that exist already it is unknown, so they count as begun.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table entity_batch_state add column begun integer not null default 1`.execute(db);
}
