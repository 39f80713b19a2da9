import type { Container, FolderType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { getMapped, isCreated } from '@z2q/store';
import { DependencyError } from './load-each.ts';

/** Ids, in the id map, of the containers made for records that have none in the source. */
export const ROOT_MODULE = 'root/TEST_CASE';
export const ROOT_CYCLE = 'root/TEST_CYCLE';
export const AD_HOC_SUITE = 'adhoc';
export const AD_HOC_NAME = 'Ad hoc executions';
/** Key that its field for the source key holds. */
export const adHocKey = (projectKey: string): string => `${projectKey}-adhoc`;

/** Stamp on the module or cycle for records without a folder. */
export const unfiledStamp = (projectKey: string, kind: 'module' | 'cycle-folder'): string =>
  `${projectKey}-unfiled-${kind === 'module' ? 'cases' : 'cycles'}`;

/** Where everything of the execution tree hangs: the cycle the operator named, or the root. */
export const executionRoot = ({ migration }: BatchContext): Container => {
  const cycle = migration.options.targetCycle;
  return cycle === null ? { type: 'root', id: 0 } : { type: 'test-cycle', id: cycle };
};

export type FolderLookup = (folderSourceId: string | null) => number;

/**
 * Looks up what folders are on the target; those without a folder go into the container made for them.
 * @throws {DependencyError} from the look-up, when the folder did not arrive.
 */
export async function loadFolderTargets(
  { migration, store }: BatchContext,
  type: Exclude<FolderType, 'TEST_PLAN'>,
  folderIds: readonly (string | null)[],
): Promise<FolderLookup> {
  const ids = folderIds.filter((id) => id !== null);
  const folders = await getMapped(store.read, migration.id, 'folder', ids);
  const root = type === 'TEST_CASE' ? ROOT_MODULE : ROOT_CYCLE;
  const containers = await getMapped(store.read, migration.id, 'container', [root]);
  return (folderId) => {
    const mapped = folderId === null ? containers.get(root) : folders.get(folderId);
    if (!isCreated(mapped))
      throw new DependencyError(
        `Its folder (${folderId ?? root}) is not on the target. Retry it once the folder is.`,
      );
    return mapped.targetId;
  };
}
