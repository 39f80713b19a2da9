import type { FolderPaths } from './context.ts';
import type { Placed } from './place-fields.ts';

/**
 * The folder a record is placed in. Zephyr does not list every folder that records refer to. A record in an unlisted
 * folder is placed like one without a folder (null), and its details name the folder.
 */
export function placeInFolder(
  { book, details }: Placed,
  record: { readonly key: string; readonly folderId: string | null },
  { folderPath }: FolderPaths,
): string | null {
  const { key, folderId } = record;
  if (folderId === null || folderPath(folderId) !== undefined) return folderId;
  const project = key.replace(/-[A-Z]\d+$/, '');
  book.changed('folderId', 'folder_not_listed', { before: folderId, after: project });
  details.push({ label: 'Folder in Zephyr', values: [folderId], source: 'folderId' });
  return null;
}
