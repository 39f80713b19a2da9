import type { ExecutionDraft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { type Adoption, type DraftOf, getAdoptables, getMapped, getMappedByKey, isCreated } from '@z2q/store';
import { type Site, TEST_LOG, TEST_RUN, toCreation } from '@z2q/target';
import { type ExecutionListings, openExecutionListings } from '../execution-listings.ts';
import { findRunsIn } from '../find-runs-in.ts';
import { adoptAll } from './adopt-all.ts';
import { getAdoptedParents } from './adopted-parents.ts';

type Stored = DraftOf<ExecutionDraft>;

/** Lets executions adopt the runs and logs that show their keys, if the operator has enabled `adopt`. */
export async function adoptExecutions(
  context: BatchContext,
  site: Site,
  stored: readonly Stored[],
): Promise<void> {
  if (!context.migration.options.adopt) return;
  const listings = openExecutionListings(site);
  await adoptAll(context, 'test_run', await findRuns(context, site, stored, listings));
  await adoptAll(context, 'test_execution', await findLogs(context, stored, listings));
}

async function findRuns(
  { store }: BatchContext,
  site: Site,
  stored: readonly Stored[],
  listings: ExecutionListings,
): Promise<readonly Adoption[]> {
  const groups = Map.groupBy(stored, ({ draft }) => draft.runKey);
  const runKeys = [...groups.keys()];
  const mapped = await getMapped(store.read, 'test_run', runKeys);
  const found = await getAdoptables(store.read, 'test_run', runKeys);
  const drafts = stored.map(({ draft }) => draft);
  const suiteOf = await getAdoptedParents(store.read, drafts.map(TEST_RUN.parentOf));
  const testCases = await getMappedByKey(
    store.read,
    'test_case',
    drafts.map((draft) => draft.testCaseKey),
  );
  const adoptions: Adoption[] = [];
  for (const [runKey, group] of groups) {
    const [first] = group;
    if (!first || mapped.has(runKey)) continue;
    const suite = suiteOf(TEST_RUN.parentOf(first.draft));
    const inSuite = suite ? await findRunsIn(site, group, suite.targetId, testCases, listings) : [];
    adoptions.push({
      sourceId: runKey,
      sourceKey: first.draft.sourceKey,
      candidates: [...(found.get(runKey) ?? []), ...inSuite.map(({ id, pid }) => toCreation({ id, pid }))],
      parentTargetId: suite?.targetId ?? null,
      contentHash: null,
    });
  }
  return adoptions;
}

async function findLogs(
  { store }: BatchContext,
  stored: readonly Stored[],
  { logsIn }: ExecutionListings,
): Promise<readonly Adoption[]> {
  const ids = stored.map(({ draft }) => draft.sourceId);
  const mapped = await getMapped(store.read, 'test_execution', ids);
  const runs = await getMapped(
    store.read,
    'test_run',
    stored.map(({ draft }) => draft.runKey),
  );
  const adoptions: Adoption[] = [];
  for (const { draft, contentHash } of stored) {
    const run = runs.get(draft.runKey);
    if (mapped.has(draft.sourceId) || !isCreated(run) || !run.isAdopted) continue;
    const logs = draft.log === null ? [] : await logsIn(run.targetId);
    const ours = logs.filter((log) => TEST_LOG.shownKey(log) === draft.sourceKey);
    const { targetId, targetPid } = run;
    adoptions.push({
      sourceId: draft.sourceId,
      sourceKey: draft.sourceKey,
      candidates: draft.log === null ? [{ targetId, targetPid }] : ours.map(({ id }) => toCreation({ id })),
      // An execution that was never run maps to its run, which others may share.
      isShared: draft.log === null,
      parentTargetId: targetId,
      contentHash,
    });
  }
  return adoptions;
}
