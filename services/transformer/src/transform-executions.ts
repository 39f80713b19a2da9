import type { ExecutionDraft, TestCaseDraft, TestSuiteDraft } from '@z2q/contracts';
import { mapExecution } from '@z2q/mapping';
import { type BatchContext, type BatchHandler, loadReferenceNames } from '@z2q/runtime';
import {
  findDraftsByKey,
  getDrafts,
  getStaged,
  getStagedExecutionLinks,
  type StagedRecord,
  saveTestRuns,
} from '@z2q/store';
import { unnamedCaseOf, zephyrCloudReader } from '@z2q/zephyr';
import { finishTransform, transformEach } from './finish-transform.ts';
import { loadMappingContext } from './mapping-context.ts';

export const transformExecutions: BatchHandler = async (context) => {
  const { batch, migration, store } = context;
  const staged = await getStaged(store.read, migration.id, 'test_execution', batch.ids);
  const links = await getStagedExecutionLinks(store.read, migration.id, batch.ids);
  const named = await nameCases(context, staged);
  const testCases = await findDraftsByKey<TestCaseDraft>(store.read, migration.id, 'test_case', [
    ...links.testCaseKeys,
    ...named.values(),
  ]);
  const cycles = await getDrafts<TestSuiteDraft>(store.read, migration.id, 'test_cycle', links.cycleIds);
  const cycleById = new Map(cycles.map(({ draft }) => [draft.sourceId, draft]));
  const names = await loadReferenceNames(store.read, migration.id);
  const mapping = {
    ...(await loadMappingContext(context)),
    testCase: (key: string) => testCases.get(key)?.draft,
    cycle: (id: string) => cycleById.get(id),
    // The same at every run, so that a record without an end does not seem changed.
    extractedAt: migration.createdAt,
  };
  const results = transformEach(staged, ({ raw, detail }) => {
    const execution = zephyrCloudReader.testExecution(raw, detail, names);
    const caseId = unnamedCaseOf(raw);
    const testCaseKey = (caseId && named.get(caseId)) ?? execution.testCaseKey;
    return mapExecution({ ...execution, testCaseKey }, mapping);
  });
  return finishTransform(context, 'test_execution', results, (tx, drafts) =>
    saveTestRuns(tx, migration.id, drafts.map(toTestRun)),
  );
};

/** Keys of the cases that executions name by their id alone, where it is a case's own and not that of a version. */
async function nameCases(
  { store, migration }: BatchContext,
  executions: readonly StagedRecord[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(executions.flatMap(({ raw }) => unnamedCaseOf(raw) ?? []));
  const cases = await getStaged(store.read, migration.id, 'test_case', [...ids]);
  return new Map(cases.map(({ sourceId, sourceKey }) => [sourceId, sourceKey]));
}

const toTestRun = (draft: ExecutionDraft) => ({
  runKey: draft.runKey,
  name: draft.runName,
  testCaseKey: draft.testCaseKey,
  cycleSourceId: draft.cycleSourceId,
});
