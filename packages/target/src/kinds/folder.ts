import type { CycleFolderDraft, DescribedWrite, ModuleDraft } from '@z2q/contracts';
import { folderStampKey, type Written } from '@z2q/mapping';
import type { ParentRef } from '../target-kind.ts';

type FolderDraft = ModuleDraft | CycleFolderDraft;

const PREFIX = folderStampKey('');

/** Folders have no key in the source, so their id is used. */
export const folderKey = {
  keyOf: ({ sourceId }: { readonly sourceId: string }): string => folderStampKey(sourceId),
  sourceIdIn: (key: string): string | null => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : null),
} as const;

export const folderParent = ({ parentSourceId }: FolderDraft): ParentRef | null =>
  parentSourceId === null ? null : { type: 'folder', sourceId: parentSourceId };

export const toFolderWrite = ({ name, description }: FolderDraft): Written<DescribedWrite> => ({
  write: { name, description },
  late: [],
  filled: new Set(),
  unfilled: [],
});
