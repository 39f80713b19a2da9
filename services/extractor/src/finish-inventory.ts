import type { EntityType } from '@z2q/contracts';
import { chunkByGroup } from '@z2q/pipeline';
import { type BatchContext, type BatchHandler, type BatchOutcome, PauseRunError } from '@z2q/runtime';
import {
  addRecords,
  countListed,
  countVanished,
  listFolders,
  listStagedNames,
  type NewBatch,
  type RecordName,
  setCount,
  type Writer,
} from '@z2q/store';
import { z } from 'zod';
import type { ExtractorContext } from './context.ts';
import { pageBatch } from './list-page.ts';
import { fetchPage, LISTED_TYPES, type ListedType } from './listed-type.ts';

const FinishParams = z.object({ round: z.number() });
const ROUNDS = 3;

/** Compares what was listed with what the source counts, and plans the batches of every type. */
export function createFinishInventory({ source }: ExtractorContext): BatchHandler {
  return async (context) => {
    const { round } = FinishParams.parse(context.batch.params);
    const missing = await findIncomplete(context, source);
    if (missing.length === 0) return planBatches(context);
    if (round >= ROUNDS) throw incomplete(missing);
    const size = context.migration.options.pageSize;
    return {
      handOn: missing.map((type) => pageBatch({ type, startAt: 0, size, isFirst: true, round: round + 1 })),
    };
  };
}

async function findIncomplete(
  { migration, batch, store, signal }: BatchContext,
  source: ExtractorContext['source'],
): Promise<readonly ListedType[]> {
  const incomplete: ListedType[] = [];
  for (const type of LISTED_TYPES) {
    const request = { projectKey: migration.sourceProjectKey, startAt: 0, maxResults: 1 };
    const { page } = await fetchPage(source, type, request, signal);
    const listed = await countListed(store.read, migration.id, type, batch.runId);
    if (listed < page.total) incomplete.push(type);
  }
  return incomplete;
}

/** Cuts each type into batches: folders level by level, executions so that those of one test run stay together. */
async function planBatches(context: BatchContext): Promise<BatchOutcome> {
  const { batch, migration } = context;
  return {
    commit: async (tx) => {
      const planned: NewBatch[] = [];
      const folders = await listFolders(tx, migration.id, batch.runId);
      const names = folders.map((folder) => ({ sourceId: folder.sourceId, sourceKey: folder.path }));
      await addRecords(tx, batch.runId, 'folder', names);
      for (const level of Map.groupBy(folders, (folder) => folder.depth).values())
        planned.push(...toBatches('folder', level, migration.options.batchSize));
      for (const type of LISTED_TYPES) planned.push(...(await planType(tx, context, type)));
      return planned;
    },
  };
}

async function planType(
  tx: Writer,
  { batch, migration }: BatchContext,
  type: ListedType,
): Promise<readonly NewBatch[]> {
  const names = await listStagedNames(tx, migration.id, type, batch.runId);
  await addRecords(tx, batch.runId, type, names);
  await setCount(tx, batch.runId, type, 'vanished', await countVanished(tx, migration.id, type, batch.runId));
  return toBatches(type, names, migration.options.batchSize);
}

function toBatches(
  type: EntityType,
  names: readonly (Pick<RecordName, 'sourceId'> & { readonly group?: string })[],
  size: number,
): readonly NewBatch[] {
  return chunkByGroup(names, size, (name) => name.group ?? name.sourceId).map(
    (items): NewBatch => ({
      stage: `extract/${type}`,
      kind: 'records',
      ids: items.map((item) => item.sourceId),
    }),
  );
}

const incomplete = (types: readonly ListedType[]): PauseRunError =>
  new PauseRunError({
    reason: 'source_changed',
    action: `Zephyr counts more records (${types.join(', ')}) than it lists, even after ${ROUNDS} readings: somebody is changing the project. Let nobody work in it for a while; the run lists it again by itself.`,
    tryAgainMs: 60_000,
  });
