import type { MigrationId } from '@z2q/contracts';
import type { Reader } from '../store.ts';

/** With which mapping the migration's drafts were made, by the newest run that made any; null: nobody knows, or there are none. */
export async function findMappingOfDrafts(db: Reader, migrationId: MigrationId): Promise<string | null> {
  const row = await db
    .selectFrom('runs')
    .select('mapping_hash')
    .where('migration_id', '=', migrationId)
    .where('phases', 'like', '%"transform"%')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.mapping_hash ?? null;
}
