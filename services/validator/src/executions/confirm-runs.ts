import type { TargetRun } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { listMappedByParent, type Mapped } from '@z2q/store';
import { readOrGone, type Site, TEST_RUN } from '@z2q/target';
import { type Findings, joinFindings, missing, NO_FINDINGS } from '../finding.ts';
import { compareRuns } from './compare-runs.ts';

/** Reads runs that no listing of our suites showed, one by one: they are gone, or were moved. */
export async function confirmRuns(
  context: BatchContext,
  site: Site,
  runs: readonly Mapped[],
): Promise<Findings> {
  const found = await Promise.all(
    runs.map(async ({ targetId }) =>
      targetId === null ? undefined : readOrGone(() => TEST_RUN.read(site, targetId)),
    ),
  );
  const there = found.filter((run): run is TargetRun => run !== undefined);
  const gone = runs.filter((_, index) => found[index] === undefined);
  return joinFindings([
    { ...(await compareRuns(context, site, there)), lookedAt: 0 },
    { ...NO_FINDINGS, records: await missingOf(context, gone) },
  ]);
}

async function missingOf({ store }: BatchContext, gone: readonly Mapped[]) {
  const ids = gone.flatMap((run) => run.targetId ?? []);
  const executions = await listMappedByParent(store.read, 'test_execution', ids);
  return executions.map((execution) =>
    missing(execution, `Its test run ${execution.parentTargetId} is not on the target any more.`),
  );
}
