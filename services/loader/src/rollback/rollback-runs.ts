import type { ExecutionDraft } from '@z2q/contracts';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import {
  getDraftsByKey,
  getMapped,
  getMappedByKey,
  getMappedByTarget,
  getSighted,
  listMappedByParent,
  type Mapped,
} from '@z2q/store';
import { openSite, readOrGone, type Site, TEST_LOG, TEST_RUN, withoutClaimed } from '@z2q/target';
import type { LoaderContext } from '../context.ts';
import { commitRemoved, removeEach } from './remove-each.ts';

/** Deletes test runs with their logs. A retry names executions; their runs are what is deleted. */
export function createRollbackRuns({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { migration, store } = context;
    const site = await openSite(targetOf(migration.targetProjectId), context);
    const ids = await toRunIds(context);
    const rows = await getMapped(
      store.read,
      'test_run',
      ids.map((id) => id.slice('run/'.length)),
    );
    const targetIds = [...rows.values()].flatMap((row) => row.targetId ?? []);
    const occupied = await getSighted(store.read, 'occupied_run', targetIds);
    const unnamed = removerOfRuns(context, site);
    const removed = await removeEach(context, concurrency, {
      ...unnamed,
      type: 'test_execution',
      ids,
      refuse: async (targetId) => {
        if (!targetIds.includes(targetId)) return unnamed.refuse(targetId);
        return occupied.has(targetId) ? OCCUPIED : undefined;
      },
    });
    const gone = removed.gone.flatMap((id) => rows.get(id.sourceId)?.targetId ?? []);
    const executions = await listMappedByParent(store.read, 'test_execution', gone);
    const undone = executions.map(({ sourceId }) => ({
      id: sourceId,
      sourceId,
      mappedType: 'test_execution' as const,
    }));
    return {
      // Executions, not runs, are what is counted: those of a run that stays are told by the sweep.
      commit: (tx) =>
        commitRemoved(tx, context, 'test_execution', { gone: [...removed.gone, ...undone], blocked: [] }),
    };
  };
}

const OCCUPIED = 'somebody else has logged results in it.';

/** Takes away runs that the id map does not name. */
export const removerOfRuns = (context: BatchContext, site: Site) => ({
  find: (mapped: Mapped) => findRuns(context, site, mapped),
  /** The look for logs of others goes by the id map, and does not know these. */
  refuse: async (targetId: number) => ((await hasOtherLogs(context, site, targetId)) ? OCCUPIED : undefined),
  remove: (targetId: number) => TEST_RUN.remove(site, targetId),
});

async function toRunIds({ batch, store }: BatchContext): Promise<readonly string[]> {
  const runs = batch.ids.filter((id) => id.startsWith('run/'));
  const executionIds = batch.ids.filter((id) => !id.startsWith('run/'));
  const executions = await getMapped(store.read, 'test_execution', executionIds);
  const parents = [...executions.values()].flatMap((execution) => execution.parentTargetId ?? []);
  const theirs = await getMappedByTarget(store.read, 'test_run', parents);
  return [...runs, ...[...theirs.values()].map((run) => `run/${run.sourceId}`)];
}

/** Runs that an intent may have left on the target, with its execution's name and test case on a site without key fields. */
async function findRuns(
  { store }: BatchContext,
  site: Site,
  { sourceKey, parentTargetId }: Mapped,
): Promise<readonly number[]> {
  const key = sourceKey ?? '';
  const drafts = await getDraftsByKey<ExecutionDraft>(store.read, 'test_execution', [key]);
  const draft = drafts.get(key)?.draft;
  if (parentTargetId === null || !draft) return [];
  const { testCaseKey, runName } = draft;
  const testCases = await getMappedByKey(store.read, 'test_case', [testCaseKey]);
  const testCaseId = testCases.get(testCaseKey)?.targetId ?? null;
  if (testCaseId === null) return [];
  const record = { key: TEST_RUN.keyOf(draft), name: runName, testCaseId };
  const runs = (await readOrGone(() => TEST_RUN.list(site, parentTargetId))) ?? [];
  const ours = runs.filter((run) => TEST_RUN.isOf(site, run, record));
  return (await withoutClaimed(store.read, ['test_run'], ours)).map((run) => run.id);
}

async function hasOtherLogs({ store }: BatchContext, site: Site, runId: number): Promise<boolean> {
  const logs = (await readOrGone(() => TEST_LOG.list(site, runId))) ?? [];
  return (await withoutClaimed(store.read, ['test_execution'], logs)).length > 0;
}
