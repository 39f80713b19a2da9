import type { ExecutionDraft, TargetLog } from '@z2q/contracts';
import { withoutFilled } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { getMappedByKey, getUpdated, getVersionSteps, isCreated, listDrafts, type Mapped } from '@z2q/store';
import { comparePlace, type LoggedVersion, orderedIds, readOrGone, type Site, TEST_LOG } from '@z2q/target';
import { type Compared, type Finding, judge } from '../finding.ts';

export type FoundLog = { readonly mapped: Mapped; readonly log: TargetLog };

/** Compares the logs of executions with what was sent. Executions that were never run have no log and are left out. */
export async function compareLogs(
  context: BatchContext,
  site: Site,
  found: readonly FoundLog[],
): Promise<readonly Finding[]> {
  const { store } = context;
  const ids = found.map(({ mapped }) => mapped.sourceId);
  const stored = await listDrafts<ExecutionDraft>(store.read, 'test_execution', ids);
  const drafts = new Map(stored.map(({ draft }) => [draft.sourceId, draft]));
  const cases = await loadCases(context, [...drafts.values()]);
  const findings: Finding[] = [];
  for (const { mapped, log } of found) {
    const draft = drafts.get(mapped.sourceId);
    if (!draft || draft.log === null) continue;
    const version = await loggedVersion(site, cases(draft), { mapped, log });
    findings.push(
      judge(mapped, `${TEST_LOG.noun} ${log.id}`, log, () =>
        compareLog(site, draft, { mapped, log }, version),
      ),
    );
  }
  return findings;
}

function compareLog(
  site: Site,
  draft: ExecutionDraft,
  { mapped, log }: FoundLog,
  version: LoggedVersion,
): Compared {
  const then = site.asOf(mapped.layout);
  const written = TEST_LOG.toWrite(then, draft, version);
  const differences = written ? TEST_LOG.compare(then, withoutFilled(written), log) : [];
  const misplaced = [
    ...differences.filter(({ field }) => field === 'version'),
    ...(log.runId === null ? [] : comparePlace('test run', mapped.parentTargetId, log.runId)),
  ];
  return { misplaced, altered: differences.filter(({ field }) => field !== 'version') };
}

type LoggedCase = LoggedVersion & {
  readonly targetId: number;
  /** The case was updated, so logs may refer to an earlier version of it. */
  readonly isUpdated: boolean;
};

async function loadCases(
  { store }: BatchContext,
  drafts: readonly ExecutionDraft[],
): Promise<(draft: ExecutionDraft) => LoggedCase | undefined> {
  const keys = drafts.map((draft) => draft.testCaseKey);
  const mapped = await getMappedByKey(store.read, 'test_case', keys);
  const created = [...mapped.values()].filter(isCreated);
  const steps = await getVersionSteps(
    store.read,
    created.map((testCase) => testCase.targetId),
  );
  const updated = await getUpdated(
    store.read,
    'test_case',
    created.map((testCase) => testCase.sourceId),
  );
  return ({ testCaseKey }) => {
    const testCase = mapped.get(testCaseKey);
    if (!isCreated(testCase)) return undefined;
    const { targetId, versionId, sourceId } = testCase;
    const stepIds = steps.get(targetId)?.stepIds ?? [];
    return { targetId, versionId, stepIds, isUpdated: updated.has(sourceId) };
  };
}

/** The version and the steps that a log was sent with. A site may not return the version. */
async function loggedVersion(
  { client, signal }: Site,
  testCase: LoggedCase | undefined,
  { mapped, log }: FoundLog,
): Promise<LoggedVersion> {
  if (!testCase) return { versionId: null, stepIds: [] };
  if (!testCase.isUpdated) return testCase;
  const logged = log.versionId ?? mapped.versionId;
  // The version of the log's steps is unknown, so only their number and order can be compared.
  if (logged === null) return { versionId: null, stepIds: stepIdsIn(log) };
  if (logged === testCase.versionId) return testCase;
  const steps = await readOrGone(() => client.listVersionSteps(testCase.targetId, logged, signal));
  return steps ? { versionId: logged, stepIds: orderedIds(steps) } : testCase;
}

const stepIdsIn = ({ stepLogs }: TargetLog): readonly number[] =>
  (stepLogs ?? [])
    .toSorted((left, right) => (left.order ?? 0) - (right.order ?? 0))
    .flatMap(({ stepId }) => stepId ?? []);
