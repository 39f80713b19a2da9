import type { ExecutionDraft, TargetLog, TargetRun } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import {
  type Adoption,
  type Created,
  type DraftOf,
  getAdoptables,
  getMapped,
  getMappedByKey,
  isCreated,
  type Mapped,
} from '@z2q/store';
import { readOrGone, type Site, TEST_LOG, TEST_RUN, toCreation } from '@z2q/target';
import { adoptAll } from './adopt-all.ts';
import { getAdoptedParents } from './adopted-parents.ts';

type Stored = DraftOf<ExecutionDraft>;

/** What is asked for more than once in a batch. */
type Listings = {
  readonly runsIn: (suiteId: number) => Promise<readonly TargetRun[]>;
  readonly logsIn: (runId: number) => Promise<readonly TargetLog[]>;
};

/** Has executions adopt the runs and logs that show their keys, if the operator wants it. */
export async function adoptExecutions(
  context: BatchContext,
  site: Site,
  stored: readonly Stored[],
): Promise<void> {
  if (!context.migration.options.adopt) return;
  const listings: Listings = {
    runsIn: remember((suiteId) => TEST_RUN.list(site, suiteId)),
    logsIn: remember((runId) => TEST_LOG.list(site, runId)),
  };
  await adoptAll(context, 'test_run', await findRuns(context, site, stored, listings));
  await adoptAll(context, 'test_execution', await findLogs(context, stored, listings));
}

/** Of what somebody has taken away since it was adopted nothing is listed. */
function remember<Item>(
  list: (id: number) => Promise<readonly Item[]>,
): (id: number) => Promise<readonly Item[]> {
  const known = new Map<number, Promise<readonly Item[]>>();
  return (id) => {
    const listed = known.get(id) ?? readOrGone(() => list(id)).then((items) => items ?? []);
    known.set(id, listed);
    return listed;
  };
}

async function findRuns(
  { store }: BatchContext,
  site: Site,
  stored: readonly Stored[],
  listings: Listings,
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
    const inSuite = await findInSuite(site, group, suite, testCases, listings);
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

/** The listing of a suite knows of runs that the search does not show yet, or that a site lets nobody search for. */
async function findInSuite(
  site: Site,
  group: readonly Stored[],
  suite: Created | undefined,
  testCases: ReadonlyMap<string, Mapped>,
  { runsIn, logsIn }: Listings,
): Promise<readonly TargetRun[]> {
  const [first] = group;
  const testCase = testCases.get(first?.draft.testCaseKey ?? '');
  if (!first || !suite || !isCreated(testCase)) return [];
  const { name } = TEST_RUN.toWrite(site, first.draft).write;
  const record = { key: TEST_RUN.keyOf(first.draft), name, testCaseId: testCase.targetId };
  const runs = (await runsIn(suite.targetId)).filter((run) => TEST_RUN.isOf(site, run, record));
  if (TEST_RUN.hasKey(site)) return runs;
  const keys = new Set(group.map(({ draft }) => draft.sourceKey));
  const proven: TargetRun[] = [];
  const unlogged: TargetRun[] = [];
  for (const run of runs) {
    const shown = (await logsIn(run.id)).map(TEST_LOG.shownKey);
    if (shown.some((key) => key !== null && keys.has(key))) proven.push(run);
    if (shown.length === 0) unlogged.push(run);
  }
  // One that nobody has run has no log to prove it by: the only one of its name has to do.
  return proven.length > 0 || unlogged.length > 1 ? proven : unlogged;
}

async function findLogs(
  { store }: BatchContext,
  stored: readonly Stored[],
  { logsIn }: Listings,
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
      // An execution not yet run maps to its run, which others may share.
      isShared: draft.log === null,
      parentTargetId: targetId,
      contentHash,
    });
  }
  return adoptions;
}
