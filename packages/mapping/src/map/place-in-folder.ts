import type { FolderPaths } from './context.ts';
import type { Placed } from './place-fields.ts';

/**
 * The folder a record is placed in. Zephyr does not list every folder that records name: what is in an unlisted one is
 * placed where records without a folder are (null), and says so.
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
