import { type BatchContext, type BatchHandler, type BatchOutcome, createPlanRecords } from '@z2q/runtime';
import {
  countEarlier,
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

const PLANNED_TYPES = ['folder', ...LISTED_TYPES] as const;
/** Without `plan`, all types are compared with the source's counts. */
const FinishParams = z.object({ plan: z.enum(PLANNED_TYPES).optional() });
const ROUNDS = 3;
const REST_MS = 60_000;

/**
 * Compares the listed records with the source's counts, if it gives any, and then plans each type in as many batches as
 * needed.
 */
export function createFinishInventory({ source }: ExtractorContext): BatchHandler {
  return async (context) => {
    const { plan } = FinishParams.parse(context.batch.params ?? {});
    if (plan !== undefined) return createPlanRecords('extract', plan)(context);
    const missing = await findIncomplete(context, source);
    return missing.length === 0 ? planTypes() : listAgain(context, missing);
  };
}

/** Lists again. After the last round the run pauses first, so that whoever is changing the project can finish. */
async function listAgain(
  { batch, migration, store, now }: BatchContext,
  types: readonly ListedType[],
): Promise<BatchOutcome> {
  const size = migration.options.pageSize;
  const handOn = types.map((type) => pageBatch({ type, startAt: 0, size, isFirst: true }));
  // Each earlier finish batch has sent the inventory back to its listings once.
  if ((await countEarlier(store.read, batch)) < ROUNDS) return { handOn };
  return {
    handOn,
    commit: async (tx) => {
      await pauseRun(tx, batch.runId, sourceChanged(types, now().getTime() + REST_MS));
    },
  };
}

async function findIncomplete(
  { migration, store, signal }: BatchContext,
  source: ExtractorContext['source'],
): Promise<readonly ListedType[]> {
  const incomplete: ListedType[] = [];
  for (const type of LISTED_TYPES) {
    const request = { projectKey: migration.sourceProjectKey, startAt: 0, maxResults: 1 };
    const { page } = await fetchPage(source, type, request, signal);
    const listed = await countListed(store.read, type);
    if (page.total !== null && listed < page.total) incomplete.push(type);
  }
  return incomplete;
}

/** Planning is part of the inventory, which goes before all other work, so the amount of work is known when that begins. */
const planTypes = (): BatchOutcome => ({
  handOn: PLANNED_TYPES.map(
    (type): NewBatch => ({ stage: 'extract/project', kind: 'finish', params: { plan: type } }),
  ),
  commit: async (tx) => {
    for (const type of LISTED_TYPES) {
      const vanished = await countVanished(tx, type);
      await setCount(tx, type, 'vanished', vanished);
    }
  },
});

const sourceChanged = (types: readonly ListedType[], resumeAt: number): Pause => ({
  reason: 'source_changed',
  recommendedAction: `Zephyr counts more records (${types.join(', ')}) than it lists, even after ${ROUNDS} readings: somebody is changing the project. Let nobody work in it for a while; the run lists it again by itself.`,
  resumeAt,
});
