import type { Transformed } from '@z2q/contracts';
import type { FolderPaths } from './context.ts';

type Failed = Extract<Transformed<never>, { outcome: 'failed' }>;

/** A record that points to something that was not extracted: it fails instead of landing in the wrong place. */
export const unresolved = (what: string, who: string): Failed => ({
  outcome: 'failed',
  code: 'reference_unresolved',
  message: `${who} belongs to ${what}, which was not extracted or has failed. Mend that first, then retry.`,
});

export function unresolvedFolder(
  record: { readonly key: string; readonly folderId: string | null },
  { folderPath }: FolderPaths,
): Failed | null {
  if (record.folderId === null || folderPath(record.folderId) !== undefined) return null;
  return unresolved(`folder ${record.folderId}`, record.key);
}
