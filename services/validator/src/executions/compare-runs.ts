import type { Container, ExecutionDraft, TargetRun } from '@z2q/contracts';
import { compareRun, type Difference, toRunWrite, withoutFilled } from '@z2q/mapping';
import { chunk } from '@z2q/pipeline';
import type { BatchContext } from '@z2q/runtime';
import {
  findDraftsByKey,
  findMappedByKey,
  findMappedByTarget,
  getDrafts,
  getMapped,
  isCreated,
  listMappedByParent,
  listTakenTargets,
  listUpdated,
  type Mapped,
} from '@z2q/store';
import { type Compared, doubled, type Finding, type Findings, joinFindings, toFinding } from '../finding.ts';
import { CONTAINERS } from '../places.ts';
import { loadTargetSchema, readKeyField, type TargetSchema } from '../target-schema.ts';

/** Executions of a run are read with it, so few runs are held at once. */
const RUNS_AT_ONCE = 100;

/** Compares test runs that were read. A run that is wrong makes all its executions so; a run alone verifies those not yet run. */
export async function compareRuns(context: BatchContext, runs: readonly TargetRun[]): Promise<Findings> {
  const schema = await loadTargetSchema(context);
  const parts: Findings[] = [];
  for (const some of chunk(runs, RUNS_AT_ONCE)) {
    context.throwIfStopped();
    parts.push(await compareSome(context, schema, some));
  }
  return joinFindings(parts);
}

async function compareSome(
  context: BatchContext,
  schema: TargetSchema,
  runs: readonly TargetRun[],
): Promise<Findings> {
  const { store, migration } = context;
  const ids = runs.map((run) => run.id);
  const ours = await findMappedByTarget(store.read, migration.id, 'test_run', ids);
  const compare = await prepareRuns(context, schema, [...ours.values()]);
  const executions = await listMappedByParent(store.read, migration.id, 'test_execution', [...ours.keys()]);
  const byRun = Map.groupBy(executions, (execution) => execution.parentTargetId);
  const notRun = await listNotRun(context, executions);
  const records = runs.flatMap((run): readonly Finding[] => {
    const mapped = ours.get(run.id);
    const compared = mapped && compare(mapped, run);
    if (!compared) return [];
    const isGood = compared.misplaced.length + compared.altered.length === 0;
    return (byRun.get(run.id) ?? [])
      .filter((execution) => !isGood || notRun.has(execution.sourceId))
      .map((execution) => toFinding(execution, compared, labelOf(run)));
  });
  const taken = await listTakenTargets(store.read, 'test_run', ids);
  const strangers = await sortStrangers(
    context,
    schema,
    runs.filter((run) => !taken.has(run.id)),
  );
  return { ...strangers, records: [...records, ...strangers.records], lookedAt: runs.length };
}

/** Of the given executions, those that are a run without a log. */
async function listNotRun(
  { store, migration }: BatchContext,
  executions: readonly Mapped[],
): Promise<ReadonlySet<string>> {
  const candidates = executions.filter((execution) => execution.targetId === execution.parentTargetId);
  const ids = candidates.map((execution) => execution.sourceId);
  const drafts = await getDrafts<ExecutionDraft>(store.read, migration.id, 'test_execution', ids);
  return new Set(drafts.filter(({ draft }) => draft.log === null).map(({ draft }) => draft.sourceId));
}

type CompareRun = (mapped: Mapped, run: TargetRun) => Compared | undefined;

async function prepareRuns(
  context: BatchContext,
  schema: TargetSchema,
  mapped: readonly Mapped[],
): Promise<CompareRun> {
  const { store, migration } = context;
  const fields = schema.fieldsOf('test-runs');
  // The id map names a run by the execution that it was made from.
  const keys = mapped.flatMap((run) => run.sourceKey ?? []);
  const drafts = await findDraftsByKey<ExecutionDraft>(store.read, migration.id, 'test_execution', keys);
  const caseKeys = [...drafts.values()].map(({ draft }) => draft.testCaseKey);
  const testCases = await findMappedByKey(store.read, migration.id, 'test_case', caseKeys);
  const updated = await listUpdated(
    store.read,
    migration.id,
    'test_case',
    [...testCases.values()].map((testCase) => testCase.sourceId),
  );
  const suiteOf = await loadSuites(
    context,
    [...drafts.values()].map(({ draft }) => draft),
  );
  return ({ sourceKey }, run) => {
    const draft = drafts.get(sourceKey ?? '')?.draft;
    if (!draft) return undefined;
    const testCase = testCases.get(draft.testCaseKey);
    const differences = compareRun(
      { ...withoutFilled(toRunWrite(draft, { fields })), testCaseId: testCase?.targetId ?? null },
      run,
      fields,
    );
    const isVersionFixed = testCase !== undefined && !updated.has(testCase.sourceId);
    return {
      misplaced: [
        ...comparePlace(suiteOf(draft), run.parent),
        ...differences.filter(({ field }) => field === 'test case'),
        ...(isVersionFixed ? compareVersion(testCase.versionId, run.versionId) : []),
      ],
      altered: differences.filter(({ field }) => field !== 'test case'),
    };
  };
}

async function loadSuites(
  { store, migration }: BatchContext,
  drafts: readonly ExecutionDraft[],
): Promise<(draft: ExecutionDraft) => number | undefined> {
  const cycleIds = drafts.flatMap((draft) => draft.cycleSourceId ?? []);
  const cycles = await getMapped(store.read, migration.id, 'test_cycle', cycleIds);
  const containers = await getMapped(store.read, migration.id, 'container', [CONTAINERS.adHoc]);
  return ({ cycleSourceId }) => {
    const suite = cycleSourceId === null ? containers.get(CONTAINERS.adHoc) : cycles.get(cycleSourceId);
    return isCreated(suite) ? suite.targetId : undefined;
  };
}

function comparePlace(expected: number | undefined, actual: Container | null): readonly Difference[] {
  if (actual?.type === 'test-suite' && actual.id === expected) return [];
  const found = actual === null ? 'unknown' : `${actual.type} ${actual.id}`;
  return [{ field: 'suite', expected: String(expected ?? 'none'), actual: found }];
}

/** Where the target does not tell a version there is nothing to compare. */
export const compareVersion = (expected: number | null, actual: number | null): readonly Difference[] =>
  expected === null || actual === null || expected === actual
    ? []
    : [{ field: 'version of the test case', expected: String(expected), actual: String(actual) }];

async function sortStrangers(
  { store, migration }: BatchContext,
  schema: TargetSchema,
  runs: readonly TargetRun[],
): Promise<Pick<Findings, 'records' | 'foreign'>> {
  const fields = schema.fieldsOf('test-runs');
  const keyOf = (run: TargetRun): string => readKeyField(fields, run.properties) ?? '';
  const twins = await getMapped(store.read, migration.id, 'test_run', runs.map(keyOf));
  const twinIds = [...twins.values()].filter(isCreated).map((twin) => twin.targetId);
  const executions = await listMappedByParent(store.read, migration.id, 'test_execution', twinIds);
  return {
    records: runs.flatMap((run) => {
      const twin = twins.get(keyOf(run));
      return executions
        .filter((execution) => twin !== undefined && execution.parentTargetId === twin.targetId)
        .map((execution) => doubled(execution, labelOf(run)));
    }),
    foreign: runs
      .filter((run) => !twins.has(keyOf(run)))
      .map((run) => ({ targetId: run.id, label: labelOf(run) })),
  };
}

const labelOf = (run: TargetRun): string => `Test run ${run.pid ?? run.id}`;
