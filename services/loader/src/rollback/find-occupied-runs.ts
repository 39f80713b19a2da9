import type { TargetLog } from '@z2q/contracts';
import { unlessRefused } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { getMappedByKey, getMappedByTarget, pageMapped, saveSightings } from '@z2q/store';
import { openSite, readOrGone, TEST_LOG, withoutClaimed } from '@z2q/target';
import type { LoaderContext } from '../context.ts';
import { mapLimited } from '../map-limited.ts';
import { findUses } from './find-uses.ts';
import { pageBatch, planRuns, RunRollbackPage } from './plan-run-rollback.ts';

const PAGE_SIZE = 500;
const RUNS_AT_ONCE = 100;
const USES: RunRollbackPage = { of: 'uses', page: 1 };

type Look = { readonly logs: readonly TargetLog[]; readonly next: RunRollbackPage };

/**
 * Deleting a run deletes all its logs. So runs with foreign logs are found first, and then the deletions are planned.
 */
export function createPageOccupied(loader: LoaderContext): BatchHandler {
  return async (context) => {
    const params = RunRollbackPage.parse(context.batch.params);
    if (params.of === 'runs') return planRuns(context);
    if (params.of === 'uses') return findUses(loader, context, params.page);
    const { logs, next } =
      params.of === 'logs'
        ? await searchLogs(loader, context, params.page)
        : await listLogs(loader, context, params.afterRun);
    const occupied = await listOccupied(context, logs);
    return {
      handOn: [pageBatch(next)],
      commit: (tx) => saveSightings(tx, 'occupied_run', occupied),
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
  if (found === null) return { logs: [], next: { of: 'logs-of-runs', afterRun: '' } };
  return { logs: found.items, next: found.hasMore ? { of: 'logs', page: page + 1 } : USES };
}

async function listLogs(
  { targetOf, concurrency }: LoaderContext,
  context: BatchContext,
  afterRun: string,
): Promise<Look> {
  const { migration, store } = context;
  const site = await openSite(targetOf(migration.targetProjectId), context);
  const runs = await pageMapped(store.read, 'test_run', afterRun, RUNS_AT_ONCE);
  const ids = runs.flatMap((run) => run.targetId ?? []);
  const listed = await mapLimited(ids, concurrency, (id) => readOrGone(() => TEST_LOG.list(site, id)));
  const last = runs.at(-1);
  const isMore = last !== undefined && runs.length === RUNS_AT_ONCE;
  return {
    logs: listed.flatMap((logs) => logs ?? []),
    next: isMore ? { of: 'logs-of-runs', afterRun: last.sourceId } : USES,
  };
}

async function listOccupied({ store }: BatchContext, logs: readonly TargetLog[]): Promise<readonly number[]> {
  const runIds = [...new Set(logs.flatMap((log) => log.runId ?? []))];
  const ours = await getMappedByTarget(store.read, 'test_run', runIds);
  const inOurs = logs.filter((log) => ours.has(log.runId ?? 0));
  const others = await withoutClaimed(store.read, ['test_execution'], inOurs);
  const keys = others.flatMap((log) => TEST_LOG.shownKey(log) ?? []);
  const stamped = await getMappedByKey(store.read, 'test_execution', keys);
  return others.filter((log) => !stamped.has(TEST_LOG.shownKey(log) ?? '')).flatMap((log) => log.runId ?? []);
}
