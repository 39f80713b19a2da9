import type { MigrationId } from '@z2q/contracts';
import type { Reader } from '../store.ts';

/** Hash of the mapping of the newest run that transformed; null: there is no such run, or an earlier release did not note it. */
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
