import { type MappingContext, toFieldKinds } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { getFolders, listFieldProfiles } from '@z2q/store';

/** What every mapping needs: the operator's choices, and what each field has to be on the target. */
export async function loadMappingContext({ migration, store }: BatchContext): Promise<MappingContext> {
  return {
    mapping: migration.mapping,
    options: migration.options,
    fieldKinds: toFieldKinds(await listFieldProfiles(store.read)),
  };
}

/** Looks folders up that the given records name. */
export async function loadFolderPaths(
  { store }: BatchContext,
  folderIds: readonly (string | null)[],
): Promise<{ readonly folderPath: (id: string) => string | undefined }> {
  const ids = [...new Set(folderIds.filter((id) => id !== null))];
  const folders = await getFolders(store.read, ids);
  return { folderPath: (id) => folders.get(id)?.path };
}
