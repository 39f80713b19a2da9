import type { ExecutionDraft } from '@z2q/contracts';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import {
  getDraftsByKey,
  getMapped,
  getMappedByKey,
  getMappedByTarget,
  listMappedByParent,
  type Mapped,
} from '@z2q/store';
import { openSite, readOrGone, type Site, TEST_RUN, withoutClaimed } from '@z2q/target';
import type { LoaderContext } from '../context.ts';
import { judgeRun, type RunRecord } from './judge-run.ts';
import { createLeaving } from './leaving.ts';
import { commitRemoved, type Removal, removeEach } from './remove-each.ts';
import type { Removing } from './remove-object.ts';

/** Deletes test runs with their logs. A retry names executions; their runs are deleted. */
export function createRollbackRuns({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { migration, store } = context;
    const site = await openSite(targetOf(migration.targetProjectId), context);
    const ids = await toRunIds(context);
    const runKeys = ids.map((id) => id.slice('run/'.length));
    const rows = await getMapped(store.read, 'test_run', runKeys);
    const targetIds = [...rows.values()].flatMap((row) => row.targetId ?? []);
    const remover = await openRunRemover(context, site, [...rows.values()]);
    const leaving = createLeaving(context);
    const removed = await removeEach(context, concurrency, {
      ...remover,
      leaving,
      type: 'test_execution',
      ids,
    });
    const executions = await listMappedByParent(store.read, 'test_execution', targetIds);
    const ofRun = Map.groupBy(executions, ({ parentTargetId }) => parentTargetId);
    const executionsOf = (runKey: string) => ofRun.get(rows.get(runKey)?.targetId ?? null) ?? [];
    const undone = removed.gone.flatMap((id) => executionsOf(id.sourceId).map(toExecutionId));
    // Executions, not runs, are counted and reported.
    const blocked = removed.blocked.flatMap((failure) =>
      executionsOf(failure.sourceId.slice('run/'.length)).map(({ sourceId, sourceKey }) => ({
        ...failure,
        sourceId,
        sourceKey,
      })),
    );
    return {
      commit: (tx) =>
        commitRemoved(tx, context, 'test_execution', { gone: [...removed.gone, ...undone], blocked }),
    };
  };
}

const toExecutionId = ({ sourceId }: Mapped) => ({
  id: sourceId,
  sourceId,
  mappedType: 'test_execution' as const,
});

/** Deletes the runs of the given rows, and runs created for them that the id map does not name. */
export async function openRunRemover(
  context: BatchContext,
  site: Site,
  rows: readonly Mapped[],
): Promise<Removing & Pick<Removal, 'find'>> {
  const { store } = context;
  const keys = rows.flatMap((row) => row.sourceKey ?? []);
  const drafts = await getDraftsByKey<ExecutionDraft>(store.read, 'test_execution', keys);
  const caseKeys = [...drafts.values()].map(({ draft }) => draft.testCaseKey);
  const testCases = await getMappedByKey(store.read, 'test_case', caseKeys);
  const recordOf = (row: Mapped | undefined): RunRecord | undefined => {
    const stored = drafts.get(row?.sourceKey ?? '');
    const draft = stored?.loadedDraft ?? stored?.draft;
    const testCaseId = draft && testCases.get(draft.testCaseKey)?.targetId;
    if (!draft || !testCaseId) return undefined;
    return { draft, testCaseId, key: TEST_RUN.keyOf(draft), name: draft.runName };
  };
  return {
    find: async (mapped) => {
      const record = recordOf(mapped);
      const { parentTargetId } = mapped;
      if (parentTargetId === null || !record) return [];
      const runs = (await readOrGone(() => TEST_RUN.list(site, parentTargetId))) ?? [];
      const ours = runs.filter((run) => TEST_RUN.isOf(site, run, record));
      return (await withoutClaimed(store.read, ['test_run'], ours)).map((run) => run.id);
    },
    judge: (condemned) => judgeRun(context, site, condemned, recordOf(condemned.row)),
    findInside: async () => undefined,
    isGuarded: () => true,
    remove: ({ targetId }) => TEST_RUN.remove(site, targetId),
  };
}

async function toRunIds({ batch, store }: BatchContext): Promise<readonly string[]> {
  const runs = batch.ids.filter((id) => id.startsWith('run/'));
  const executionIds = batch.ids.filter((id) => !id.startsWith('run/'));
  const executions = await getMapped(store.read, 'test_execution', executionIds);
  const parents = [...executions.values()].flatMap((execution) => execution.parentTargetId ?? []);
  const theirs = await getMappedByTarget(store.read, 'test_run', parents);
  return [...runs, ...[...theirs.values()].map((run) => `run/${run.sourceId}`)];
}
