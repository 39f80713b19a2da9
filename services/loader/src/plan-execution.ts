import type { ExecutionDraft, LedgerEntry } from '@z2q/contracts';
import { explainHistory, lateOfExecution } from '@z2q/mapping';
import { type Created, type DraftOf, isCreated, type Mapped } from '@z2q/store';
import { readOrGone, TEST_LOG, TEST_RUN, toCreation } from '@z2q/target';
import type { Creator } from './create-once.ts';
import type { Loading } from './load-each.ts';
import type { ExecutionScope } from './load-executions.ts';
import { RecordError } from './record-error.ts';
import { refuseFaulty } from './refuse-faulty.ts';

/** Plans one execution: its test run, unless another execution has created it, then its log. */
export function planExecution(scope: ExecutionScope, stored: DraftOf<ExecutionDraft>): Loading {
  const { draft, contentHash } = stored;
  const before = scope.logs.get(draft.sourceId);
  const isUnchanged = before?.contentHash === contentHash;
  const isRunSince = draft.log !== null && stored.loadedDraft?.log === null;
  const isNowRun = isRunSince && isCreated(before) && isRunAlone(before);
  if (!isUnchanged && !isNowRun) refuseUpdate(before?.contentHash ?? null, draft);
  const testCase = testCaseOf(scope, draft);
  const run = planRun(scope, draft, testCase, isUnchanged);
  const log = planLog(scope, draft, { testCase, before, isNowRun, isUnchanged });
  return {
    how: isUnchanged ? 'unchanged' : isRunSince ? 'updated' : 'created',
    creations: isUnchanged ? [] : [run.creator, log.creator],
    finish: async ([made = run.creator.mapped]) => {
      const isRunOfOther = made !== undefined && made.sourceKey !== draft.sourceKey;
      const late = lateOfExecution(draft, { run: run.late, log: log.late, isRunOfOther });
      return { content: { contentHash }, late };
    },
  };
}

/**
 * Whether the ids fit an execution that was mapped to its run. Logs and runs are numbered separately, so an execution
 * with a log may have equal ids too; the caller checks the loaded draft as well.
 */
const isRunAlone = ({ targetId, parentTargetId }: Created): boolean => targetId === parentTargetId;

function refuseUpdate(loadedHash: string | null, draft: ExecutionDraft): void {
  if (loadedHash === null) return;
  throw new RecordError('update_unsupported', explainHistory(draft.sourceKey));
}

function testCaseOf({ testCases }: ExecutionScope, draft: ExecutionDraft): Created {
  const testCase = testCases.get(draft.testCaseKey);
  if (!isCreated(testCase) || testCase.contentHash === null)
    throw new RecordError(
      'dependency_failed',
      `Its test case ${draft.testCaseKey} is not on the target. Retry the execution once the test case is there.`,
    );
  return testCase;
}

function suiteOf(scope: ExecutionScope, draft: ExecutionDraft): number {
  const suiteId = scope.suiteOf(draft);
  if (suiteId === undefined)
    throw new RecordError(
      'dependency_failed',
      'Its test cycle is not on the target. Retry the execution once the test cycle is there.',
    );
  return suiteId;
}

type Part = { readonly creator: Creator; readonly late: readonly LedgerEntry[] };

/** Plans the test run. Another execution may have created it already, or may do so before this one's turn. */
function planRun(
  scope: ExecutionScope,
  draft: ExecutionDraft,
  testCase: Created,
  isUnchanged: boolean,
): Part {
  const { site, runs } = scope;
  const suiteId = suiteOf(scope, draft);
  const mapped = runs.get(draft.runKey);
  const written = TEST_RUN.toWrite(isUnchanged ? site.asOf(mapped?.layout ?? null) : site, draft);
  const { write, late } = written;
  if (!isUnchanged) refuseFaulty(written, site);
  const { targetId: testCaseId, versionId } = testCase;
  const record = { key: TEST_RUN.keyOf(draft), name: write.name, testCaseId };
  const creator: Creator = {
    entityType: 'test_run',
    sourceId: draft.runKey,
    sourceKey: draft.sourceKey,
    place: suiteId,
    mapped,
    find: async () =>
      (await TEST_RUN.list(site, suiteId))
        .filter((run) => TEST_RUN.isOf(site, run, record))
        .map(toRunCreation),
    create: async () =>
      toRunCreation(await TEST_RUN.create(site, { ...write, testCaseId, versionId }, suiteId)),
  };
  return { creator, late };
}

/** The version of a run is that of its test case, which is in the id map already. */
const toRunCreation = ({ id, pid }: { readonly id: number; readonly pid: string | null }) =>
  toCreation({ id, pid });

type LogPlan = {
  readonly testCase: Created;
  readonly before: Mapped | undefined;
  /** The execution has only a run on the target, which gets its log now. */
  readonly isNowRun: boolean;
  /** The execution is loaded already; nothing is sent. */
  readonly isUnchanged: boolean;
};

/** Plans the log. An execution that was never run has no log and maps to the run. */
function planLog(
  { site, stepIds }: ExecutionScope,
  draft: ExecutionDraft,
  { testCase, before, isNowRun, isUnchanged }: LogPlan,
): Part {
  const { targetId, versionId } = testCase;
  const asWritten = isUnchanged ? site.asOf(before?.layout ?? null) : site;
  const written = TEST_LOG.toWrite(asWritten, draft, { versionId, stepIds: stepIds.get(targetId) ?? [] });
  if (written && !isUnchanged) refuseFaulty(written, site);
  const creator: Creator = {
    entityType: 'test_execution',
    sourceId: draft.sourceId,
    sourceKey: draft.sourceKey,
    place: 'in-previous',
    mapped: before,
    isReplacement: isNowRun,
    find: async (places) => {
      if (!written) return [];
      const lists = await Promise.all(
        // A run that was deleted has no logs any more.
        places.map((runId) => (runId === null ? [] : readOrGone(() => TEST_LOG.list(site, runId)))),
      );
      return lists
        .flatMap((logs) => logs ?? [])
        .filter((log) => TEST_LOG.shownKey(log) === draft.sourceKey)
        .map((log) => toCreation({ id: log.id, versionId: log.versionId }));
    },
    create: async (_, run) => {
      if (!run) throw new Error(`${draft.sourceKey} has no test run to log in`);
      if (!written) return { targetId: run.targetId, targetPid: run.targetPid };
      const { id } = await TEST_LOG.create(site, written.write, run.targetId);
      return toCreation({ id, versionId });
    },
  };
  return { creator, late: written?.late ?? [] };
}
