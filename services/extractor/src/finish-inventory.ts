import { type BatchContext, type BatchHandler, type BatchOutcome, planRecords } from '@z2q/runtime';
import {
  addStagedRecords,
  countListed,
  countVanished,
  type NewBatch,
  type Pause,
  pauseRun,
  setCount,
} from '@z2q/store';
import { z } from 'zod';
import type { ExtractorContext } from './context.ts';
import { pageBatch } from './list-page.ts';
import { fetchPage, LISTED_TYPES, type ListedType } from './listed-type.ts';

const FinishParams = z.object({ round: z.number() });
const ROUNDS = 3;
const REST_MS = 60_000;

/** Compares what was listed with what the source counts, if it counts, and plans the batches of every type. */
export function createFinishInventory({ source }: ExtractorContext): BatchHandler {
  return async (context) => {
    const { round } = FinishParams.parse(context.batch.params);
    const missing = await findIncomplete(context, source);
    return missing.length === 0 ? planBatches(context) : listAgain(context, missing, round);
  };
}

/** After the last round the run rests before it lists again, so that whoever changes the project can come to an end. */
function listAgain(
  { batch, migration, now }: BatchContext,
  types: readonly ListedType[],
  round: number,
): BatchOutcome {
  const size = migration.options.pageSize;
  const handOn = types.map((type) => pageBatch({ type, startAt: 0, size, isFirst: true, round: round + 1 }));
  if (round < ROUNDS) return { handOn };
  return {
    handOn,
    commit: async (tx) => {
      await pauseRun(tx, batch.runId, sourceChanged(types, now().getTime() + REST_MS));
      return [];
    },
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
    if (page.total !== null && listed < page.total) incomplete.push(type);
  }
  return incomplete;
}

const PLANNED_TYPES = ['folder', ...LISTED_TYPES] as const;

async function planBatches(context: BatchContext): Promise<BatchOutcome> {
  const { batch, migration } = context;
  const planned: NewBatch[] = [];
  for (const type of PLANNED_TYPES)
    planned.push(...(await planRecords(context, 'extract', type, batch.runId)));
  return {
    handOn: planned,
    commit: async (tx) => {
      for (const type of PLANNED_TYPES) {
        await addStagedRecords(tx, batch.runId, type, { migrationId: migration.id, runId: batch.runId });
      }
      for (const type of LISTED_TYPES) {
        const vanished = await countVanished(tx, migration.id, type, batch.runId);
        await setCount(tx, batch.runId, type, 'vanished', vanished);
      }
      return [];
    },
  };
}

const sourceChanged = (types: readonly ListedType[], resumeAt: number): Pause => ({
  reason: 'source_changed',
  recommendedAction: `Zephyr counts more records (${types.join(', ')}) than it lists, even after ${ROUNDS} readings: somebody is changing the project. Let nobody work in it for a while; the run lists it again by itself.`,
  resumeAt,
});
