import type { ExecutionDraft, TestCaseDraft, TestSuiteDraft } from '@z2q/contracts';
import { mapExecution } from '@z2q/mapping';
import { type BatchHandler, loadReferenceNames } from '@z2q/runtime';
import { findDraftsByKey, getDrafts, getStaged, getStagedExecutionLinks, saveTestRuns } from '@z2q/store';
import { zephyrCloudReader } from '@z2q/zephyr';
import { finishTransform, transformEach } from './finish-transform.ts';
import { loadMappingContext } from './mapping-context.ts';

export const transformExecutions: BatchHandler = async (context) => {
  const { batch, migration, store } = context;
  const staged = await getStaged(store.read, migration.id, 'test_execution', batch.ids);
  const links = await getStagedExecutionLinks(store.read, migration.id, batch.ids);
  const testCases = await findDraftsByKey<TestCaseDraft>(
    store.read,
    migration.id,
    'test_case',
    links.testCaseKeys,
  );
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
  const results = transformEach(staged, ({ raw, detail }) =>
    mapExecution(zephyrCloudReader.testExecution(raw, detail, names), mapping),
  );
  return finishTransform(context, 'test_execution', results, (tx, drafts) =>
    saveTestRuns(tx, migration.id, drafts.map(toTestRun)),
  );
};

const toTestRun = (draft: ExecutionDraft) => ({
  runKey: draft.runKey,
  name: draft.runName,
  testCaseKey: draft.testCaseKey,
  cycleSourceId: draft.cycleSourceId,
});
