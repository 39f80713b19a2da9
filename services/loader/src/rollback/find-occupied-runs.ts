import { readStamp } from '@z2q/mapping';
import type { TargetLog } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import {
  addMappedRecords,
  clearSightings,
  findMappedByKey,
  findMappedByTarget,
  listTakenTargets,
  type NewBatch,
  saveSightings,
} from '@z2q/store';
import { z } from 'zod';
import type { LoaderContext } from '../context.ts';
import { streamMappedIds } from './plan-rollback.ts';

const PAGE_SIZE = 500;
const PageParams = z.object({ page: z.number() });
const pageBatch = (page: number): NewBatch => ({
  stage: 'rollback/test_execution',
  kind: 'page',
  params: { page },
});

/** A run is deleted with all its logs, so runs that somebody else has logged in are found first. */
export const planRunRollback: BatchHandler = async ({ batch, migration }) => ({
  handOn: [pageBatch(1)],
  commit: async (tx) => {
    await clearSightings(tx, batch.runId, 'occupied_run');
    await addMappedRecords(tx, batch.runId, migration.id, 'test_execution');
    await addMappedRecords(tx, batch.runId, migration.id, 'attachment');
    return [];
  },
});

/** One page of all logs of the project; after the last one the runs are deleted. */
export function createPageOccupied({ targetOf }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, signal } = context;
    const { page } = PageParams.parse(batch.params);
    const request = { page, pageSize: PAGE_SIZE };
    const { items, hasMore } = await targetOf(migration.targetProjectId).searchTestLogs(request, signal);
    const occupied = await listOccupied(context, items);
    return {
      handOn: hasMore ? [pageBatch(page + 1)] : await planRuns(context),
      commit: async (tx) => {
        await saveSightings(tx, batch.runId, 'occupied_run', occupied);
        return [];
      },
    };
  };
}

async function listOccupied(
  { store, migration }: BatchContext,
  logs: readonly TargetLog[],
): Promise<readonly number[]> {
  const runIds = [...new Set(logs.flatMap((log) => log.runId ?? []))];
  const ours = await findMappedByTarget(store.read, migration.id, 'test_run', runIds);
  const inOurs = logs.filter((log) => ours.has(log.runId ?? 0));
  const taken = await listTakenTargets(
    store.read,
    'test_execution',
    inOurs.map((log) => log.id),
  );
  const others = inOurs.filter((log) => !taken.has(log.id));
  const keys = others.flatMap((log) => readStamp(log.note) ?? []);
  const stamped = await findMappedByKey(store.read, migration.id, 'test_execution', keys);
  return others.filter((log) => !stamped.has(readStamp(log.note) ?? '')).flatMap((log) => log.runId ?? []);
}

async function planRuns({ migration, store }: BatchContext): Promise<readonly NewBatch[]> {
  const stage = 'rollback/test_execution';
  const batches: NewBatch[] = [];
  for await (const ids of streamMappedIds(store.read, migration.id, 'test_run', migration.options.batchSize))
    batches.push({ stage, kind: 'records', ids: ids.map((id) => `run/${id}`) });
  return batches.length > 0 ? batches : [{ stage, kind: 'finish', params: { after: '' } }];
}
