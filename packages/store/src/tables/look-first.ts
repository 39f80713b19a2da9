import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

/**
 * Since when a migration's id map may lack what was created, in epoch milliseconds: the database is older than the world,
 * so each record is looked for on the target before it is created. null: the id map has all of it.
 */
export async function findLookFirst(db: InMigration<Reader>): Promise<number | null> {
  const row = await db
    .selectFrom('migration_state')
    .select('look_first_since')
    .where('id', '=', db.migrationId)
    .executeTakeFirst();
  return row?.look_first_since ?? null;
}

/** Has every migration look first, since the database turns out to be an older one. */
export async function lookFirst(tx: Writer, nowMs: number): Promise<void> {
  await tx.updateTable('migration_state').set({ look_first_since: nowMs }).execute();
}

/** Ends it, once a run has looked for every record. */
export async function endLookFirst(tx: InMigration<Writer>): Promise<void> {
  await tx
    .updateTable('migration_state')
    .set({ look_first_since: null })
    .where('id', '=', tx.migrationId)
    .execute();
}
