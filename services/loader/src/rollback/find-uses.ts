import type { TargetRun } from '@z2q/contracts';
import { unlessRefused } from '@z2q/qtest';
import type { BatchContext, BatchOutcome } from '@z2q/runtime';
import { getMapped, getMappedByTarget, saveSightings } from '@z2q/store';
import { openSite, type Site, TEST_RUN } from '@z2q/target';
import type { LoaderContext } from '../context.ts';
import { pageBatch } from './plan-run-rollback.ts';

const PAGE_SIZE = 500;

/**
 * Remembers which of our test cases are used by foreign runs. The API cannot list the runs of one case, so all runs of
 * the project are searched once. If the site refuses the search, such uses are not seen.
 */
export async function findUses(
  { targetOf }: LoaderContext,
  context: BatchContext,
  page: number,
): Promise<BatchOutcome> {
  const { migration, signal, log } = context;
  const target = targetOf(migration.targetProjectId);
  const found = await unlessRefused(() => target.searchTestRuns({ page, pageSize: PAGE_SIZE }, signal));
  if (!found) log.warn('this site does not let us search test runs, so uses of test cases are not seen');
  const site = await openSite(target, context);
  const used = await listUsed(context, site, found?.items ?? []);
  return {
    handOn: [pageBatch(found?.hasMore ? { of: 'uses', page: page + 1 } : { of: 'runs' })],
    commit: (tx) => saveSightings(tx, 'used_case', used),
  };
}

/** Ids of the test cases that foreign runs use. A run that shows the key of one of our runs is a double, not foreign. */
async function listUsed(
  { store }: BatchContext,
  site: Site,
  runs: readonly TargetRun[],
): Promise<readonly number[]> {
  const keyOf = (run: TargetRun): string => TEST_RUN.shownKey(site, run) ?? '';
  const ours = await getMappedByTarget(
    store.read,
    'test_run',
    runs.map(({ id }) => id),
  );
  const keyed = await getMapped(store.read, 'test_run', runs.map(keyOf));
  return runs
    .filter((run) => !ours.has(run.id) && !keyed.has(keyOf(run)))
    .flatMap(({ testCaseId }) => testCaseId ?? []);
}
