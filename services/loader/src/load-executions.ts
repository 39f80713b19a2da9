import type { ExecutionDraft } from '@z2q/contracts';
import { olderFirst } from '@z2q/mapping';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { getMapped, getMappedByKey, listDrafts, type Mapped } from '@z2q/store';
import { loadParents, loadStepIds, openSite, type Site, TEST_RUN, versionOf } from '@z2q/target';
import { adoptExecutions } from './adopt/adopt-executions.ts';
import type { LoaderContext } from './context.ts';
import { loadEach } from './load-each.ts';
import { planExecution } from './plan-execution.ts';
import { regainExecutions } from './regain/regain-executions.ts';

/** What the executions of a batch need to know about the target. */
export type ExecutionScope = {
  readonly site: Site;
  readonly runs: ReadonlyMap<string, Mapped>;
  readonly logs: ReadonlyMap<string, Mapped>;
  readonly testCases: ReadonlyMap<string, Mapped>;
  /** Id of the suite for an execution's run; undefined: the suite is not on the target. */
  readonly suiteOf: (draft: ExecutionDraft) => number | undefined;
  /** Step ids by id of the test case. */
  readonly stepIds: ReadonlyMap<number, readonly number[]>;
};

/** Loads executions as logs of test runs. Executions that share a run are loaded one after another, oldest first. */
export function createLoadExecutions({ targetOf, concurrency, refusals }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const stored = await listDrafts<ExecutionDraft>(store.read, 'test_execution', batch.ids);
    const site = await openSite(targetOf(migration.targetProjectId), context);
    await adoptExecutions(context, site, stored);
    await regainExecutions(context, site, stored);
    const scope = await openScope(
      context,
      site,
      stored.map(({ draft }) => draft),
    );
    const groups = [...Map.groupBy(stored, ({ draft }) => draft.runKey).values()].map((group) =>
      group.toSorted((left, right) => olderFirst(left.draft, right.draft)),
    );
    return loadEach(context, { limit: concurrency, refusals }, 'test_execution', groups, (one) =>
      planExecution(scope, one),
    );
  };
}

async function openScope(
  context: BatchContext,
  site: Site,
  drafts: readonly ExecutionDraft[],
): Promise<ExecutionScope> {
  const { batch, store } = context;
  const caseKeys = drafts.map((draft) => draft.testCaseKey);
  const runKeys = drafts.map((draft) => draft.runKey);
  const testCases = await getMappedByKey(store.read, 'test_case', caseKeys);
  const parentOf = await loadParents(store.read, drafts.map(TEST_RUN.parentOf));
  return {
    site,
    runs: await getMapped(store.read, 'test_run', runKeys),
    logs: await getMapped(store.read, 'test_execution', batch.ids),
    testCases,
    suiteOf: (draft) => parentOf(TEST_RUN.parentOf(draft)),
    stepIds: await loadStepIds(store, site, [...testCases.values()].flatMap(versionOf)),
  };
}
