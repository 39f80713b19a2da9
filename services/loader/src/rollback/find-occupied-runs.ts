import { readStamp } from '@z2q/mapping';
import { type TargetLog, unlessRefused } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import {
  addMappedRecords,
  clearSightings,
  findMappedByKey,
  findMappedByTarget,
  listTakenTargets,
  type NewBatch,
  pageMapped,
  saveSightings,
} from '@z2q/store';
import { z } from 'zod';
import type { LoaderContext } from '../context.ts';
import { mapLimited } from '../map-limited.ts';
import { streamMappedIds } from './plan-rollback.ts';
import { readOrGone } from './read-or-gone.ts';

const PAGE_SIZE = 500;
const RUNS_AT_ONCE = 100;
/** A page of the search over all logs, or where the site refuses that, the runs after one of ours. */
const PageParams = z.union([z.object({ page: z.number() }), z.object({ afterRun: z.string() })]);
type PageParams = z.infer<typeof PageParams>;

const pageBatch = (params: PageParams): NewBatch => ({
  stage: 'rollback/test_execution',
  kind: 'page',
  params,
});

/** A run is deleted with all its logs, so runs that somebody else has logged in are found first. */
export const planRunRollback: BatchHandler = async ({ batch, migration }) => ({
  handOn: [pageBatch({ page: 1 })],
  commit: async (tx) => {
    await clearSightings(tx, batch.runId, 'occupied_run');
    await addMappedRecords(tx, batch.runId, migration.id, 'test_execution');
    await addMappedRecords(tx, batch.runId, migration.id, 'attachment');
    return [];
  },
});

type Look = { readonly logs: readonly TargetLog[]; readonly next: PageParams | null };

/** One page of the logs in question; after the last one the runs are deleted. */
export function createPageOccupied(loader: LoaderContext): BatchHandler {
  return async (context) => {
    const params = PageParams.parse(context.batch.params);
    const { logs, next } =
      'page' in params
        ? await searchLogs(loader, context, params.page)
        : await listLogs(loader, context, params.afterRun);
    const occupied = await listOccupied(context, logs);
    return {
      handOn: next === null ? await planRuns(context) : [pageBatch(next)],
      commit: async (tx) => {
        await saveSightings(tx, context.batch.runId, 'occupied_run', occupied);
        return [];
      },
    };
  };
}

async function searchLogs(
  { targetOf }: LoaderContext,
  { migration, signal }: BatchContext,
  page: number,
): Promise<Look> {
  const target = targetOf(migration.targetProjectId);
  const found = await unlessRefused(() => target.searchTestLogs({ page, pageSize: PAGE_SIZE }, signal));
  if (found === null) return { logs: [], next: { afterRun: '' } };
  return { logs: found.items, next: found.hasMore ? { page: page + 1 } : null };
}

async function listLogs(
  { targetOf, concurrency }: LoaderContext,
  { migration, store, signal }: BatchContext,
  afterRun: string,
): Promise<Look> {
  const target = targetOf(migration.targetProjectId);
  const runs = await pageMapped(store.read, migration.id, 'test_run', afterRun, RUNS_AT_ONCE);
  const ids = runs.flatMap((run) => run.targetId ?? []);
  const listed = await mapLimited(ids, concurrency, (id) =>
    readOrGone(() => target.listTestLogs(id, signal)),
  );
  const last = runs.at(-1);
  return {
    logs: listed.flatMap((logs) => logs ?? []),
    next: last !== undefined && runs.length === RUNS_AT_ONCE ? { afterRun: last.sourceId } : null,
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
