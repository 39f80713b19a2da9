import { type MappingContext, toFieldKinds } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { getFolders, listFieldProfiles } from '@z2q/store';

/** Loads what every mapping needs: the operator's choices, and the kind of each field on the target. */
export async function loadMappingContext({ migration, store }: BatchContext): Promise<MappingContext> {
  return {
    mapping: migration.mapping,
    options: migration.options,
    fieldKinds: toFieldKinds(await listFieldProfiles(store.read)),
  };
}

/** Looks up the folders of the given records. */
export async function loadFolderPaths(
  { store }: BatchContext,
  folderIds: readonly (string | null)[],
): Promise<{ readonly folderPath: (id: string) => string | undefined }> {
  const ids = [...new Set(folderIds.filter((id) => id !== null))];
  const folders = await getFolders(store.read, ids);
  return { folderPath: (id) => folders.get(id)?.path };
}
