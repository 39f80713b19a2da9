import type { CycleFolderDraft, ModuleDraft } from '@z2q/contracts';
import { folderStampKey } from '@z2q/mapping';
import { batchIds } from '@z2q/pipeline';
import { type BatchContext, type BatchHandler, planInPages, ROWS_A_PLAN } from '@z2q/runtime';
import { addRecords, getDrafts, getFolders, getMapped, type NewBatch, pageStaged } from '@z2q/store';
import { ROOT_CYCLE, ROOT_MODULE, unfiledStamp } from '../containers.ts';
import type { LoaderContext } from '../context.ts';
import { findFolders } from './find-folders.ts';
import { commitRemoved, type Removed, removeEach } from './remove-each.ts';
import type { RolledBackId } from './rolled-back-id.ts';

const CONTAINERS = [ROOT_MODULE, ROOT_CYCLE].map((id) => `container/${id}`);

/** Deepest first, since a module or cycle with anything in it is not deleted. */
export const planFolderRollback: BatchHandler = planInPages(async ({ batch, migration, store }, after) => {
  const page = await pageStaged(store.read, 'folder', {
    migrationId: migration.id,
    listedBy: null,
    after,
    limit: ROWS_A_PLAN,
    isReversed: true,
  });
  const ids = page.records.map((folder) => folder.sourceId);
  const mapped = await getMapped(store.read, migration.id, 'folder', ids);
  const folders = page.records.filter((folder) => mapped.has(folder.sourceId));
  const batches = [
    ...batchIds(folders, migration.options.batchSize),
    ...(page.next === null ? [CONTAINERS] : []),
  ];
  return {
    next: page.next,
    handOn: batches.map((some): NewBatch => ({ stage: 'rollback/folder', kind: 'records', ids: some })),
    commit: async (tx) => {
      await addRecords(tx, batch.runId, 'folder', folders);
      return [];
    },
  };
});

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
