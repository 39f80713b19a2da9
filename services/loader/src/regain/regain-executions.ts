import type { ExecutionDraft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { type DraftOf, findLookFirst, getAdoptables, getMapped, getMappedByKey, isCreated } from '@z2q/store';
import { loadParents, readOrGone, type Site, TEST_LOG, TEST_RUN, toCreation } from '@z2q/target';
import { type ExecutionListings, openExecutionListings } from '../execution-listings.ts';
import { findRunsIn } from '../find-runs-in.ts';
import { regain, type Sought } from './regain.ts';

type Stored = DraftOf<ExecutionDraft>;

/** Regains test runs, and then the logs in those runs. */
export async function regainExecutions(
  context: BatchContext,
  site: Site,
  stored: readonly Stored[],
): Promise<void> {
  if ((await findLookFirst(context.store.read)) === null) return;
  const listings = openExecutionListings(site);
  await regain(context, 'test_run', await seekRuns(context, site, stored, listings));
  await regain(context, 'test_execution', await seekLogs(context, stored, listings));
}

async function seekRuns(
  { store }: BatchContext,
  site: Site,
  stored: readonly Stored[],
  listings: ExecutionListings,
): Promise<readonly Sought[]> {
  const groups = Map.groupBy(stored, ({ draft }) => draft.runKey);
  const drafts = stored.map(({ draft }) => draft);
  const caseKeys = drafts.map((draft) => draft.testCaseKey);
  const testCases = await getMappedByKey(store.read, 'test_case', caseKeys);
  const parentOf = await loadParents(store.read, drafts.map(TEST_RUN.parentOf));
  const shown = await getAdoptables(store.read, 'test_run', [...groups.keys()]);
  const mapped = await getMapped(store.read, 'test_run', [...groups.keys()]);
  return [...groups].flatMap(([runKey, group]): Sought | readonly Sought[] => {
    const [first] = group;
    const suiteId = first && parentOf(TEST_RUN.parentOf(first.draft));
    if (suiteId === undefined) return [];
    return {
      before: mapped.get(runKey),
      place: suiteId,
      choice: 'only',
      find: async ({ targetId }) => {
        const found = shown.get(runKey) ?? [];
        if (found.some((run) => run.targetId === targetId)) return found;
        // The search index may lag behind, and a site may refuse the search.
        const listed = await findRunsIn(site, group, suiteId, testCases, listings);
        const others = listed.filter(({ id }) => !found.some((run) => run.targetId === id));
        return [...found, ...others.map(({ id, pid }) => toCreation({ id, pid }))];
      },
      isGone: async ({ targetId }) => (await readOrGone(() => TEST_RUN.read(site, targetId))) === undefined,
    };
  });
}

/** A log is deleted only with its run, so the logs of a run that still exists need no search. */
async function seekLogs(
  { store }: BatchContext,
  stored: readonly Stored[],
  { logsIn }: ExecutionListings,
): Promise<readonly Sought[]> {
  const ids = stored.map(({ draft }) => draft.sourceId);
  const runKeys = stored.map(({ draft }) => draft.runKey);
  const mapped = await getMapped(store.read, 'test_execution', ids);
  const runs = await getMapped(store.read, 'test_run', runKeys);
  return stored.flatMap(({ draft, loadedDraft }): Sought | readonly Sought[] => {
    const before = mapped.get(draft.sourceId);
    const run = runs.get(draft.runKey);
    if (!isCreated(run) || before?.parentTargetId === run.targetId) return [];
    const isRunAlone = (loadedDraft ?? draft).log === null;
    return {
      before,
      place: run.targetId,
      choice: isRunAlone ? 'shared' : 'only',
      find: async () => {
        if (isRunAlone) return [{ targetId: run.targetId, targetPid: run.targetPid }];
        const logs = await logsIn(run.targetId);
        const ours = logs.filter((log) => TEST_LOG.shownKey(log) === draft.sourceKey);
        return ours.map(({ id, versionId }) => toCreation({ id, versionId }));
      },
      isGone: async () => true,
    };
  });
}
