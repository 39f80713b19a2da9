import type { MigrationId } from '@z2q/contracts';
import { compileOnce } from '../compile-once.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

/**
 * Epoch milliseconds since which a migration's id map may lack objects, because an older database was restored. Each
 * record is then looked for on the target before it is created. null: the id map is complete.
 */
export async function findLookFirst(db: InMigration<Reader>): Promise<number | null> {
  const { rows } = await selectLookFirst(db, { migrationId: db.migrationId });
  return rows[0]?.look_first_since ?? null;
}

const selectLookFirst = compileOnce((db: Reader, { migrationId }: { readonly migrationId: MigrationId }) =>
  db.selectFrom('migration_state').select('look_first_since').where('id', '=', migrationId),
);

/** Makes every migration look on the target before creating, because the database is an older one. */
export async function lookFirst(tx: Writer, nowMs: number): Promise<void> {
  await tx.updateTable('migration_state').set({ look_first_since: nowMs }).execute();
}

/** Ends this for a migration, once a run has looked for every record. */
export async function endLookFirst(tx: InMigration<Writer>): Promise<void> {
  await tx
    .updateTable('migration_state')
    .set({ look_first_since: null })
    .where('id', '=', tx.migrationId)
    .execute();
}
