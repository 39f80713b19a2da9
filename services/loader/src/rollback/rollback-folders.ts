import type { CycleFolderDraft, ModuleDraft } from '@z2q/contracts';
import { folderStampKey } from '@z2q/mapping';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { addMappedRecords, getDrafts, getFolders, getMapped, type NewBatch, streamStaged } from '@z2q/store';
import { ROOT_CYCLE, ROOT_MODULE, unfiledStamp } from '../containers.ts';
import type { LoaderContext } from '../context.ts';
import { findFolders } from './find-folders.ts';
import { commitRemoved, type Removed, removeEach } from './remove-each.ts';
import type { RolledBackId } from './rolled-back-id.ts';

const CONTAINERS = [ROOT_MODULE, ROOT_CYCLE].map((id) => `container/${id}`);
const ROWS_A_QUERY = 500;

/** Deepest first, since a module or cycle with anything in it is not deleted. */
export const planFolderRollback: BatchHandler = async (context) => {
  const { batch, migration } = context;
  const size = migration.options.batchSize;
  const batches = (await listLevels(context)).flatMap((ids) =>
    Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
      ids.slice(index * size, (index + 1) * size),
    ),
  );
  return {
    handOn: [...batches, CONTAINERS].map(
      (ids): NewBatch => ({ stage: 'rollback/folder', kind: 'records', ids }),
    ),
    commit: async (tx) => {
      await addMappedRecords(tx, batch.runId, migration.id, 'folder');
      return [];
    },
  };
};

/** Ids of the folders in the id map, level by level from the deepest. */
async function listLevels({ migration, store }: BatchContext): Promise<readonly (readonly string[])[]> {
  const levels: string[][] = [];
  const add = async (level: number, ids: readonly string[]): Promise<void> => {
    const mapped = await getMapped(store.read, migration.id, 'folder', ids);
    levels[level] = [...(levels[level] ?? []), ...ids.filter((id) => mapped.has(id))];
  };
  let some: string[] = [];
  let last = 0;
  for await (const { sourceId, level } of streamStaged(store.read, 'folder', {
    migrationId: migration.id,
    runId: null,
  })) {
    if (level !== last || some.length === ROWS_A_QUERY) {
      await add(last, some);
      some = [];
    }
    some.push(sourceId);
    last = level;
  }
  await add(last, some);
  return Array.from(levels, (ids) => ids ?? []).reverse();
}

type Kind = ModuleDraft['type'] | CycleFolderDraft['type'];

/** Deletes modules and cycles, never by force: what others have put into one keeps it. */
export function createRollbackFolders({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store, signal } = context;
    const target = targetOf(migration.targetProjectId);
    const drafts = await getDrafts<ModuleDraft | CycleFolderDraft>(
      store.read,
      migration.id,
      'folder',
      batch.ids,
    );
    const kinds = new Map<string, Kind>(drafts.map(({ draft }) => [draft.sourceId, draft.type]));
    const kindOf = ({ mappedType, sourceId }: RolledBackId): Kind =>
      mappedType === 'container'
        ? sourceId === ROOT_MODULE
          ? 'module'
          : 'cycle-folder'
        : (kinds.get(sourceId) ?? 'module');
    const parts: Removed[] = [];
    for (const ids of await byDepth(context))
      parts.push(
        await removeEach(context, concurrency, {
          type: 'folder',
          ids,
          find: (mapped, id) =>
            findFolders(context, target, {
              kind: kindOf(id),
              parentId: mapped.parentTargetId,
              mappedType: id.mappedType === 'container' ? 'container' : 'folder',
              stamp:
                id.mappedType === 'container'
                  ? unfiledStamp(migration.sourceProjectKey, kindOf(id))
                  : folderStampKey(id.sourceId),
            }),
          remove: (targetId, _, id) =>
            kindOf(id) === 'module'
              ? target.deleteModule(targetId, signal)
              : target.deleteCycle(targetId, signal),
        }),
      );
    return {
      commit: async (tx) => {
        for (const part of parts) await commitRemoved(tx, context, 'folder', part);
        return [];
      },
    };
  };
}

/** A retry names folders in any order. */
async function byDepth({ batch, migration, store }: BatchContext): Promise<readonly (readonly string[])[]> {
  const folders = await getFolders(store.read, migration.id, batch.ids);
  const depthOf = (id: string): number => folders.get(id)?.depth ?? -1;
  const levels = Map.groupBy(batch.ids, depthOf);
  return [...levels].sort(([left], [right]) => right - left).map(([, ids]) => ids);
}
