import type { ExecutionDraft, TargetLog } from '@z2q/contracts';
import { compareLog, toLogWrite, withoutFilled } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { findMappedByKey, getDrafts, getVersionSteps, isCreated, listUpdated, type Mapped } from '@z2q/store';
import { type Finding, toFinding } from '../finding.ts';
import { readOrMissing } from '../read-or-missing.ts';
import { loadTargetSchema } from '../target-schema.ts';

export type FoundLog = { readonly mapped: Mapped; readonly log: TargetLog };

/** Compares the logs of executions with what was sent; executions that were not run have none and are left out. */
export async function compareLogs(
  context: BatchContext,
  target: TargetClient,
  found: readonly FoundLog[],
): Promise<readonly Finding[]> {
  const { store, migration } = context;
  const schema = await loadTargetSchema(context);
  const fields = schema.fieldsOf('test-runs');
  const ids = found.map(({ mapped }) => mapped.sourceId);
  const stored = await getDrafts<ExecutionDraft>(store.read, migration.id, 'test_execution', ids);
  const drafts = new Map(stored.map(({ draft }) => [draft.sourceId, draft]));
  const cases = await loadCases(context, [...drafts.values()]);
  const findings: Finding[] = [];
  for (const { mapped, log } of found) {
    const draft = drafts.get(mapped.sourceId);
    if (!draft || draft.log === null) continue;
    const { versionId, stepIds } = await stepsOf(context, target, cases(draft), log);
    const steps = stepIds.map((id, index) => ({ id, order: index + 1 }));
    const written = toLogWrite(draft, { steps, statuses: schema.statuses, versionId, fields });
    const differences = written ? compareLog(withoutFilled(written), log, fields) : [];
    const misplaced = [
      ...differences.filter(({ field }) => field === 'version'),
      ...(log.runId === mapped.parentTargetId || log.runId === null
        ? []
        : [{ field: 'test run', expected: String(mapped.parentTargetId), actual: String(log.runId) }]),
    ];
    const altered = differences.filter(({ field }) => field !== 'version');
    findings.push(toFinding(mapped, { misplaced, altered }, `Test log ${log.id}`));
  }
  return findings;
}

type LoggedCase = {
  readonly targetId: number;
  readonly versionId: number | null;
  readonly stepIds: readonly number[];
  /** Its logs may name a version that was the current one when they were sent. */
  readonly isUpdated: boolean;
};

async function loadCases(
  { store, migration }: BatchContext,
  drafts: readonly ExecutionDraft[],
): Promise<(draft: ExecutionDraft) => LoggedCase | undefined> {
  const keys = drafts.map((draft) => draft.testCaseKey);
  const mapped = await findMappedByKey(store.read, migration.id, 'test_case', keys);
  const created = [...mapped.values()].filter(isCreated);
  const steps = await getVersionSteps(
    store.read,
    migration.id,
    created.map((testCase) => testCase.targetId),
  );
  const updated = await listUpdated(
    store.read,
    migration.id,
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

/** The version and steps that a log was sent with. */
async function stepsOf(
  { signal }: BatchContext,
  target: TargetClient,
  testCase: LoggedCase | undefined,
  log: TargetLog,
): Promise<{ readonly versionId: number | null; readonly stepIds: readonly number[] }> {
  if (!testCase) return { versionId: null, stepIds: [] };
  const { versionId: logged } = log;
  if (!testCase.isUpdated || logged === null || logged === testCase.versionId) return testCase;
  const steps = await readOrMissing(() => target.listVersionSteps(testCase.targetId, logged, signal));
  if (!steps) return testCase;
  const ordered = steps.toSorted((left, right) => left.order - right.order);
  return { versionId: logged, stepIds: ordered.map((step) => step.id) };
}
