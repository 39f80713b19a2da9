import type { ExecutionDraft, TargetRun } from '@z2q/contracts';
import { type DraftOf, isCreated, type Mapped } from '@z2q/store';
import { type Site, TEST_LOG, TEST_RUN } from '@z2q/target';
import type { ExecutionListings } from './execution-listings.ts';

/**
 * Finds the test run of a group of executions in the listing of its suite. The listing shows runs that the search API
 * does not show yet, or that a site lets nobody search for.
 */
export async function findRunsIn(
  site: Site,
  group: readonly DraftOf<ExecutionDraft>[],
  suiteId: number,
  testCases: ReadonlyMap<string, Mapped>,
  { runsIn, logsIn }: ExecutionListings,
): Promise<readonly TargetRun[]> {
  const [first] = group;
  const testCase = testCases.get(first?.draft.testCaseKey ?? '');
  if (!first || !isCreated(testCase)) return [];
  const { name } = TEST_RUN.toWrite(site, first.draft).write;
  const record = { key: TEST_RUN.keyOf(first.draft), name, testCaseId: testCase.targetId };
  const runs = (await runsIn(suiteId)).filter((run) => TEST_RUN.isOf(site, run, record));
  if (TEST_RUN.hasKey(site)) return runs;
  const keys = new Set(group.map(({ draft }) => draft.sourceKey));
  const proven: TargetRun[] = [];
  const unlogged: TargetRun[] = [];
  for (const run of runs) {
    const shown = (await logsIn(run.id)).map(TEST_LOG.shownKey);
    if (shown.some((key) => key !== null && keys.has(key))) proven.push(run);
    if (shown.length === 0) unlogged.push(run);
  }
  // A run without logs cannot be proven to be ours. It is accepted if it is the only one with this name.
  return proven.length > 0 || unlogged.length > 1 ? proven : unlogged;
}
