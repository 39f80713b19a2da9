import {
  contentHash,
  type ExecutionDraft,
  hashOfMapping,
  type TestCaseDraft,
  type TestSuiteDraft,
} from '@z2q/contracts';
import { answersOfRecord } from '@z2q/ledger';
import { createDistinctNames, mapExecution } from '@z2q/mapping';
import { type BatchContext, type BatchHandler, loadReferenceNames } from '@z2q/runtime';
import {
  type ExecutionLinks,
  getDraftsByKey,
  listDrafts,
  listReferences,
  listStaged,
  listStagedExecutionLinks,
  noteMapping,
  type StagedRecord,
  saveTestRuns,
} from '@z2q/store';
import { unnamedCaseOf, valuesOfResults, zephyrCloudReader } from '@z2q/zephyr';
import { blameOwners, type Owner } from './blame-owners.ts';
import { finishTransform, transformEach } from './finish-transform.ts';
import { loadTargetSchema } from './fit-each.ts';
import { fitExecutions } from './fit-executions.ts';
import { getLoadedExecutions, hashOfReceived, hashOfRemapped, keepUntouched } from './loaded-executions.ts';
import { loadMappingContext } from './mapping-context.ts';
import { refuseHistory } from './refuse-history.ts';

/** Transforms executions. A loaded one is transformed again only if Zephyr sends something else or the mapping has changed. */
export const transformExecutions: BatchHandler = async (context) => {
  const { batch, migration, store } = context;
  const all = await listStaged(store.read, 'test_execution', batch.ids);
  const received = new Map(all.map((record) => [record.sourceId, toReceived(record)]));
  const loaded = await getLoadedExecutions(context, received);
  const ofMapping = [...loaded].flatMap(([id, { isOfMapping }]) => (isOfMapping ? [id] : []));
  const staged = all.filter(({ sourceId }) => !ofMapping.includes(sourceId));
  const links = await listStagedExecutionLinks(store.read, batch.ids);
  const named = await nameCases(context, staged);
  const testCases = await getDraftsByKey<TestCaseDraft>(store.read, 'test_case', [
    ...new Set([...links.map((link) => link.testCaseKey), ...named.values()]),
  ]);
  const cycleIds = [...new Set(links.flatMap((link) => link.cycleId ?? []))];
  const cycles = await listDrafts<TestSuiteDraft>(store.read, 'test_cycle', cycleIds);
  const cycleById = new Map(cycles.map(({ draft }) => [draft.sourceId, draft]));
  const names = await loadReferenceNames(store.read);
  const mapping = {
    ...(await loadMappingContext(context)),
    testCase: (key: string) => testCases.get(key)?.draft,
    cycle: (id: string) => cycleById.get(id),
    distinctEnvironment: await loadDistinctEnvironments(context),
    // The same in every run, so that an execution without an end date does not seem to have changed.
    extractedAt: migration.createdAt,
  };
  const answersOf = (record: StagedRecord) => answersOfRecord('test_execution', record);
  const results = await transformEach(staged, answersOf, ({ raw, detail }) => {
    const execution = zephyrCloudReader.testExecution(raw, detail, names);
    const caseId = unnamedCaseOf(raw);
    const testCaseKey = (caseId && named.get(caseId)) ?? execution.testCaseKey;
    return mapExecution({ ...execution, testCaseKey }, mapping);
  });
  const owners = new Map(links.map((link) => [link.sourceId, toOwners(link)]));
  const blamed = await blameOwners(context, results, (sourceId) => owners.get(sourceId) ?? []);
  const { results: changed, kept } = keepUntouched(blamed, loaded);
  const toHash = (draft: ExecutionDraft): string =>
    hashOf(draft, received.get(draft.sourceId), loaded.get(draft.sourceId));
  const { results: loadable, refused } = await refuseHistory(context, changed, toHash);
  const schema = await loadTargetSchema(context);
  const stepsOf = (key: string): number => testCases.get(key)?.draft.steps.length ?? 0;
  const fitted = await fitExecutions(context, loadable, schema, stepsOf);
  const keptIds = [...ofMapping, ...kept];
  const mappingHash = hashOfMapping(migration.mapping);
  return finishTransform(context, 'test_execution', fitted, {
    alsoCommit: async (tx, drafts) => {
      await saveTestRuns(tx, drafts.map(toTestRun));
      await noteMapping(tx, [...drafts.map(({ sourceId }) => sourceId), ...keptIds], mappingHash);
    },
    hashOf: toHash,
    kept: keptIds,
    refused,
  });
};

/** The envelope around the step results is left out: it does not belong to the execution. */
const toReceived = ({ raw, detail }: StagedRecord) => ({ raw, detail: valuesOfResults(detail) });

type Received = ReturnType<typeof toReceived>;

function hashOf(
  draft: ExecutionDraft,
  received: Received | undefined,
  loaded: { readonly draft: ExecutionDraft; readonly contentHash: string } | undefined,
): string {
  if (!received) return contentHash(draft);
  if (!loaded) return hashOfReceived(received);
  return draft === loaded.draft ? loaded.contentHash : hashOfRemapped(received, draft);
}

async function loadDistinctEnvironments({ store }: BatchContext) {
  const references = await listReferences(store.read);
  return createDistinctNames(references.filter(({ kind }) => kind === 'environment'));
}

const toOwners = ({ testCaseKey, cycleId }: ExecutionLinks): readonly Owner[] => [
  { type: 'test_case', name: testCaseKey },
  ...(cycleId === null ? [] : [{ type: 'test_cycle', name: cycleId } as const]),
];

/** Keys of the cases that executions refer to by id only, where the id is a case's own and not that of a version. */
async function nameCases(
  { store }: BatchContext,
  executions: readonly StagedRecord[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(executions.flatMap(({ raw }) => unnamedCaseOf(raw) ?? []));
  const cases = await listStaged(store.read, 'test_case', [...ids]);
  return new Map(cases.map(({ sourceId, sourceKey }) => [sourceId, sourceKey]));
}

const toTestRun = (draft: ExecutionDraft) => ({
  runKey: draft.runKey,
  name: draft.runName,
  testCaseKey: draft.testCaseKey,
  cycleSourceId: draft.cycleSourceId,
});
