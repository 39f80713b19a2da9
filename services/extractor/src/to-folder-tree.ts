import type { StagedFolder } from '@z2q/store';
import type { FolderRecord } from '@z2q/zephyr';

/**
 * Adds paths and depths to folders. A folder whose parent is unknown, or is its own ancestor, goes to the root, so that
 * its content still arrives.
 */
export function toFolderTree(folders: readonly FolderRecord[]): readonly StagedFolder[] {
  const byId = new Map(folders.map((folder) => [folder.sourceId, folder]));
  return folders.map((folder) => {
    const ancestors = ancestorsOf(folder, byId);
    const names = [...ancestors.map((ancestor) => ancestor.name).reverse(), folder.name];
    const parentId = ancestors.length > 0 ? folder.parentId : null;
    return { ...folder, parentId, path: `/${names.join('/')}`, depth: ancestors.length };
  });
}

function ancestorsOf(folder: FolderRecord, byId: ReadonlyMap<string, FolderRecord>): readonly FolderRecord[] {
  const ancestors: FolderRecord[] = [];
  const seen = new Set([folder.sourceId]);
  for (let id = folder.parentId; id !== null; ) {
    const parent = byId.get(id);
    if (!parent || seen.has(id)) return parent ? [] : ancestors;
    seen.add(id);
    ancestors.push(parent);
    id = parent.parentId;
  }
  return ancestors;
}
