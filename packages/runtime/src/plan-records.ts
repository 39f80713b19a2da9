import type { EntityType, StagePhase } from '@z2q/contracts';
import { chunkByGroup } from '@z2q/pipeline';
import {
  addRecords,
  listAttachmentNames,
  listFolders,
  listStagedNames,
  type NewBatch,
  type Reader,
} from '@z2q/store';
import type { BatchContext, BatchHandler } from './batch-handler.ts';

type Named = { readonly sourceId: string; readonly sourceKey: string; readonly group: string };

/** Cuts everything staged of a type into batches, for a phase that is run by itself. */
export function createPlanRecords(
  phase: Extract<StagePhase, 'transform' | 'load'>,
  type: EntityType,
): BatchHandler {
  return async ({ batch, migration, store }) => {
    const lists = await listStaged(store.read, migration.id, type);
    const handOn = lists.flatMap((names) => toBatches(phase, type, names, migration.options.batchSize));
    return {
      handOn,
      commit: async (tx) => {
        await addRecords(tx, batch.runId, type, lists.flat());
        return [];
      },
    };
  };
}

/** Lists of which no two share a batch: folders, level by level, since a parent is loaded before its children. */
async function listStaged(
  db: Reader,
  migrationId: BatchContext['migration']['id'],
  type: EntityType,
): Promise<readonly (readonly Named[])[]> {
  if (type === 'folder') {
    const folders = await listFolders(db, migrationId, null);
    return [...Map.groupBy(folders, (folder) => folder.depth).values()].map((level) =>
      level.map((folder) => ({ sourceId: folder.sourceId, sourceKey: folder.path, group: folder.sourceId })),
    );
  }
  if (type !== 'attachment') return [await listStagedNames(db, migrationId, type, null)];
  return [
    (await listAttachmentNames(db, migrationId, null)).map((file) => ({ ...file, group: file.sourceId })),
  ];
}

const toBatches = (
  phase: StagePhase,
  type: EntityType,
  names: readonly Named[],
  size: number,
): readonly NewBatch[] =>
  chunkByGroup(names, size, (name) => name.group).map((items) => ({
    stage: `${phase}/${type}`,
    kind: 'records',
    ids: items.map((item) => item.sourceId),
  }));
