import type { FolderType, SourceFolder } from '@z2q/contracts';
import { byIds, byRows, lastOfEach, replacing } from '../in-chunks.ts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { planKey } from './plan-key.ts';

export type FolderRow = {
  migration_id: string;
  source_id: string;
  name: string;
  path: string;
  depth: number;
  parent_id: string | null;
  folder_type: string;
  position: number;
  raw: string;
  seen_run_id: string;
  plan_key: string;
};

export type StagedFolder = SourceFolder & { readonly depth: number; readonly raw: unknown };

export async function saveFolders(tx: InRun<Writer>, folders: readonly StagedFolder[]): Promise<void> {
  const rows = folders.map((folder) => ({
    migration_id: tx.migrationId,
    source_id: folder.sourceId,
    name: folder.name,
    path: folder.path,
    depth: folder.depth,
    parent_id: folder.parentId,
    folder_type: folder.folderType,
    position: folder.index,
    raw: JSON.stringify(folder.raw),
    seen_run_id: tx.runId,
    plan_key: planKey.ofFolder(folder),
  }));
  const place = replacing('name', 'path', 'depth', 'parent_id', 'folder_type', 'position', 'plan_key');
  const changed = { ...place, ...replacing('raw', 'seen_run_id') };
  await byRows(
    lastOfEach(rows, (row) => row.source_id),
    (some) =>
      tx
        .insertInto('zephyr_folders')
        .values(some)
        .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(changed))
        .execute(),
  );
}

export async function getFolders(
  db: InMigration<Reader>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StagedFolder>> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('zephyr_folders')
      .selectAll()
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
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
