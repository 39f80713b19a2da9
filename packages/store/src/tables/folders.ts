import type { FolderType, MigrationId, RunId, SourceFolder } from '@z2q/contracts';
import type { FolderRow } from '../database.ts';
import type { Reader, Writer } from '../store.ts';
import { planKey } from './plan-key.ts';

export type StagedFolder = SourceFolder & { readonly depth: number; readonly raw: unknown };

export async function saveFolders(
  tx: Writer,
  migrationId: MigrationId,
  runId: RunId,
  folders: readonly StagedFolder[],
): Promise<void> {
  for (const folder of folders) {
    const row = {
      name: folder.name,
      path: folder.path,
      depth: folder.depth,
      parent_id: folder.parentId,
      folder_type: folder.folderType,
      position: folder.index,
      raw: JSON.stringify(folder.raw),
      seen_run_id: runId,
      plan_key: planKey.ofFolder(folder),
    };
    await tx
      .insertInto('zephyr_folders')
      .values({ ...row, migration_id: migrationId, source_id: folder.sourceId })
      .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(row))
      .execute();
  }
}

export async function getFolders(
  db: Reader,
  migrationId: MigrationId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StagedFolder>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('zephyr_folders')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('source_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.source_id, toFolder(row)]));
}

const toFolder = (row: FolderRow): StagedFolder => ({
  sourceId: row.source_id,
  name: row.name,
  path: row.path,
  depth: row.depth,
  parentId: row.parent_id,
  folderType: row.folder_type as FolderType,
  index: row.position,
  raw: JSON.parse(row.raw),
});
