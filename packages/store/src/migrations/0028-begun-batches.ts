import { type Kysely, sql } from 'kysely';

/**
 * Adds whether a worker has ever taken a batch up. Attempts do not tell: one that was handed back without fault costs
 * none. Of batches that are there already nobody knows, so they count as begun.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table entity_batch_state add column begun integer not null default 1`.execute(db);
}
