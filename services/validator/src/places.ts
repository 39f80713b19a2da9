import type { Draft, FolderType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { getDrafts, getMapped, isCreated, listMappedByTarget } from '@z2q/store';

/** Ids, in the id map, of the containers made for records that have none in the source. */
export const CONTAINERS = {
  TEST_CASE: 'root/TEST_CASE',
  TEST_CYCLE: 'root/TEST_CYCLE',
  adHoc: 'adhoc',
} as const;

/** Looks up the target of a record's folder; undefined: the folder is not on the target. */
export async function loadFolderTargets(
  { migration, store }: BatchContext,
  type: Exclude<FolderType, 'TEST_PLAN'>,
  folderIds: readonly (string | null)[],
): Promise<(folderId: string | null) => number | undefined> {
  const ids = folderIds.filter((id) => id !== null);
  const folders = await getMapped(store.read, migration.id, 'folder', ids);
  const containers = await getMapped(store.read, migration.id, 'container', [CONTAINERS[type]]);
  return (folderId) => {
    const mapped = folderId === null ? containers.get(CONTAINERS[type]) : folders.get(folderId);
    return isCreated(mapped) ? mapped.targetId : undefined;
  };
}

/** Of the given modules, or of the given cycles, those that the migration made. */
export async function listOwnFolders(
  { migration, store }: BatchContext,
  type: Draft['type'] & ('module' | 'cycle-folder'),
  targetIds: readonly (number | null)[],
): Promise<ReadonlySet<number>> {
  const ids = [...new Set(targetIds.filter((id) => id !== null))];
  const folders = await listMappedByTarget(store.read, migration.id, 'folder', ids);
  const sourceIds = folders.map((mapped) => mapped.sourceId);
  const drafts = await getDrafts(store.read, migration.id, 'folder', sourceIds);
  const ofType = new Set(
    drafts.filter(({ draft }) => draft.type === type).map(({ draft }) => draft.sourceId),
  );
  const container = type === 'module' ? CONTAINERS.TEST_CASE : CONTAINERS.TEST_CYCLE;
  const containers = await getMapped(store.read, migration.id, 'container', [container]);
  const own = [...folders.filter((mapped) => ofType.has(mapped.sourceId)), ...containers.values()];
  return new Set(own.filter(isCreated).map((mapped) => mapped.targetId));
}
