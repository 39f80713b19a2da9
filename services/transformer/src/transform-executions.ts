import type { ExecutionDraft, TestCaseDraft, TestSuiteDraft } from '@z2q/contracts';
import { mapExecution } from '@z2q/mapping';
import { type BatchHandler, loadReferenceNames } from '@z2q/runtime';
import {
  type ExecutionLinks,
  findDraftsByKey,
  getDrafts,
  getStaged,
  getStagedExecutionLinks,
  saveTestRuns,
} from '@z2q/store';
import { zephyrCloudReader } from '@z2q/zephyr';
import { blameOwners, type Owner } from './blame-owners.ts';
import { finishTransform, transformEach } from './finish-transform.ts';
import { loadMappingContext } from './mapping-context.ts';

export const transformExecutions: BatchHandler = async (context) => {
  const { batch, migration, store } = context;
  const staged = await getStaged(store.read, migration.id, 'test_execution', batch.ids);
  const links = await getStagedExecutionLinks(store.read, migration.id, batch.ids);
  const testCases = await findDraftsByKey<TestCaseDraft>(store.read, migration.id, 'test_case', [
    ...new Set(links.map((link) => link.testCaseKey)),
  ]);
  const cycleIds = [...new Set(links.flatMap((link) => link.cycleId ?? []))];
  const cycles = await getDrafts<TestSuiteDraft>(store.read, migration.id, 'test_cycle', cycleIds);
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
  const owners = new Map(links.map((link) => [link.sourceId, toOwners(link)]));
  const blamed = await blameOwners(context, results, (sourceId) => owners.get(sourceId) ?? []);
  return finishTransform(context, 'test_execution', blamed, (tx, drafts) =>
    saveTestRuns(tx, migration.id, drafts.map(toTestRun)),
  );
};

const toOwners = ({ testCaseKey, cycleId }: ExecutionLinks): readonly Owner[] => [
  { type: 'test_case', name: testCaseKey },
  ...(cycleId === null ? [] : [{ type: 'test_cycle', name: cycleId } as const]),
];

const toTestRun = (draft: ExecutionDraft) => ({
  runKey: draft.runKey,
  name: draft.runName,
  testCaseKey: draft.testCaseKey,
  cycleSourceId: draft.cycleSourceId,
});
