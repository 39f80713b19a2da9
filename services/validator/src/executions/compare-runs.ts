import type { ExecutionDraft, TargetRun } from '@z2q/contracts';
import { type Difference, withoutFilled } from '@z2q/mapping';
import { chunk } from '@z2q/pipeline';
import type { BatchContext } from '@z2q/runtime';
import {
  getDraftsByKey,
  getMapped,
  getMappedByKey,
  getMappedByTarget,
  getUpdated,
  isCreated,
  listDrafts,
  listMappedByParent,
  type Mapped,
} from '@z2q/store';
import { comparePlace, loadParents, type Site, TEST_RUN, withoutClaimed } from '@z2q/target';
import { labelOf } from '../compare-objects.ts';
import { type Compared, type Finding, type Findings, joinFindings, judge, toDoubled } from '../finding.ts';

/** The executions of each run are read with it, so only this many runs are handled at once. */
const RUNS_AT_ONCE = 100;

/**
 * Compares test runs read from the target. A fault of a run is a fault of all its executions. A correct run verifies
 * only its executions without a log.
 */
export async function compareRuns(
  context: BatchContext,
  site: Site,
  runs: readonly TargetRun[],
): Promise<Findings> {
  const parts: Findings[] = [];
  for (const some of chunk(runs, RUNS_AT_ONCE)) {
    context.throwIfStopped();
    parts.push(await compareSome(context, site, some));
  }
  return joinFindings(parts);
}

async function compareSome(context: BatchContext, site: Site, runs: readonly TargetRun[]): Promise<Findings> {
  const { store } = context;
  const ids = runs.map((run) => run.id);
  const ours = await getMappedByTarget(store.read, 'test_run', ids);
  const { draftOf, compare } = await prepareRuns(context, site, [...ours.values()]);
  const executions = await listMappedByParent(store.read, 'test_execution', [...ours.keys()]);
  const byRun = Map.groupBy(executions, (execution) => execution.parentTargetId);
  const notRun = await listNotRun(context, executions);
  const records = runs.flatMap((run): readonly Finding[] => {
    const mapped = ours.get(run.id);
    const draft = mapped && draftOf(mapped);
    if (!draft) return [];
    const { fault, readHash } = judge(mapped, labelOf(TEST_RUN.noun, run), run, () =>
      compare(mapped, draft, run),
    );
    return (byRun.get(run.id) ?? [])
      .filter((execution) => fault !== null || notRun.has(execution.sourceId))
      .map(({ sourceId, sourceKey }) => ({ sourceId, sourceKey, fault, ...(readHash && { readHash }) }));
  });
  const unmapped = await sortUnmapped(context, site, await withoutClaimed(store.read, ['test_run'], runs));
  return { ...unmapped, records: [...records, ...unmapped.records], lookedAt: runs.length };
}

/** Those of the given executions that were mapped to a run without a log. */
async function listNotRun(
  { store }: BatchContext,
  executions: readonly Mapped[],
): Promise<ReadonlySet<string>> {
  const candidates = executions.filter((execution) => execution.targetId === execution.parentTargetId);
  const ids = candidates.map((execution) => execution.sourceId);
  const drafts = await listDrafts<ExecutionDraft>(store.read, 'test_execution', ids);
  return new Set(drafts.filter(({ draft }) => draft.log === null).map(({ draft }) => draft.sourceId));
}

type PreparedRuns = {
  /** The draft of the execution that the run was created for. */
  readonly draftOf: (mapped: Mapped) => ExecutionDraft | undefined;
  readonly compare: (mapped: Mapped, draft: ExecutionDraft, run: TargetRun) => Compared;
};

async function prepareRuns(
  context: BatchContext,
  site: Site,
  mapped: readonly Mapped[],
): Promise<PreparedRuns> {
  const { store } = context;
  // The id map has the key of the execution that a run was created for.
  const keys = mapped.flatMap((run) => run.sourceKey ?? []);
  const drafts = await getDraftsByKey<ExecutionDraft>(store.read, 'test_execution', keys);
  const caseKeys = [...drafts.values()].map(({ draft }) => draft.testCaseKey);
  const testCases = await getMappedByKey(store.read, 'test_case', caseKeys);
  const updated = await getUpdated(
    store.read,
    'test_case',
    [...testCases.values()].map((testCase) => testCase.sourceId),
  );
  const parentOf = await loadParents(
    context.store.read,
    [...drafts.values()].map(({ draft }) => TEST_RUN.parentOf(draft)),
  );
  const compare: PreparedRuns['compare'] = ({ layout }, draft, run) => {
    const then = site.asOf(layout);
    const testCase = testCases.get(draft.testCaseKey);
    const sent = withoutFilled(TEST_RUN.toWrite(then, draft));
    const differences = TEST_RUN.compare(then, { ...sent, testCaseId: testCase?.targetId ?? null }, run);
    const isVersionFixed = testCase !== undefined && !updated.has(testCase.sourceId);
    return {
      misplaced: [
        ...comparePlace(TEST_RUN.placeNoun, parentOf(TEST_RUN.parentOf(draft)), TEST_RUN.placeOf(run)),
        ...differences.filter(({ field }) => field === 'test case'),
        ...(isVersionFixed ? compareVersion(testCase.versionId, run.versionId) : []),
      ],
      altered: differences.filter(({ field }) => field !== 'test case'),
    };
  };
  return { draftOf: ({ sourceKey }) => drafts.get(sourceKey ?? '')?.draft, compare };
}

/** If the target returns no version there is nothing to compare. */
export const compareVersion = (expected: number | null, actual: number | null): readonly Difference[] =>
  expected === null || actual === null || expected === actual
    ? []
    : [{ field: 'version of the test case', expected: String(expected), actual: String(actual) }];

/** Sorts runs that no id map names: a double if the run shows the key of one of our runs, otherwise foreign. */
async function sortUnmapped(
  { store }: BatchContext,
  site: Site,
  runs: readonly TargetRun[],
): Promise<Pick<Findings, 'records' | 'foreign'>> {
  const keyOf = (run: TargetRun): string => TEST_RUN.shownKey(site, run) ?? '';
  const known = await getMapped(store.read, 'test_run', runs.map(keyOf));
  const knownIds = [...known.values()].filter(isCreated).map((run) => run.targetId);
  const executions = await listMappedByParent(store.read, 'test_execution', knownIds);
  return {
    records: runs.flatMap((run) => {
      const ours = known.get(keyOf(run));
      return executions
        .filter((execution) => ours !== undefined && execution.parentTargetId === ours.targetId)
        .map((execution) => toDoubled(execution, labelOf(TEST_RUN.noun, run)));
    }),
    foreign: runs
      .filter((run) => !known.has(keyOf(run)))
      .map((run) => ({ targetId: run.id, label: labelOf(TEST_RUN.noun, run) })),
  };
}
