import type { ExecutionDraft, LedgerEntry } from '@z2q/contracts';
import { readStamp, toLogWrite, toRunWrite, ZEPHYR_DETAILS_FIELD, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { Container, TargetClient, TargetRun } from '@z2q/qtest';
import { type Created, type Creation, getMapped, isCreated } from '@z2q/store';
import { AD_HOC_SUITE } from './containers.ts';
import { createOnce } from './create-once.ts';
import { DependencyError, type DraftOf, type Loaded, UpdateUnsupportedError } from './load-each.ts';
import type { ExecutionScope } from './load-executions.ts';
import { hasFieldValue } from './target-schema.ts';

const RUN_PAGE_SIZE = 999;

/** One execution: its test run if nobody has made it yet, then its log. */
export async function loadExecution(
  scope: ExecutionScope,
  { draft, contentHash }: DraftOf<ExecutionDraft>,
): Promise<Loaded> {
  const { sourceId, sourceKey } = draft;
  const before = scope.logs.get(sourceId);
  const isUnchanged = before?.contentHash === contentHash;
  if (!isUnchanged) refuseUpdate(before?.contentHash ?? null, draft);
  const testCase = testCaseOf(scope, draft);
  const run = await createRun(scope, draft, testCase);
  const late = await createLog(scope, draft, { run, testCase });
  const how = isUnchanged ? 'unchanged' : 'created';
  return { sourceId, sourceKey, how, late: [...run.late, ...late], content: { contentHash } };
}

function refuseUpdate(loadedHash: string | null, draft: ExecutionDraft): void {
  if (loadedHash === null) return;
  throw new UpdateUnsupportedError(
    `${draft.sourceKey} has changed in Zephyr since it was loaded. A log is history on the target and is left as it was: record the change there by hand, or roll back and migrate again.`,
  );
}

function testCaseOf({ testCases }: ExecutionScope, draft: ExecutionDraft): Created {
  const testCase = testCases.get(draft.testCaseKey);
  if (!isCreated(testCase) || testCase.contentHash === null)
    throw new DependencyError(
      `Its test case ${draft.testCaseKey} is not on the target. Retry it once that one is.`,
    );
  return testCase;
}

function suiteOf({ suites }: ExecutionScope, draft: ExecutionDraft): Container {
  const suite = suites.get(draft.cycleSourceId ?? AD_HOC_SUITE);
  if (!isCreated(suite))
    throw new DependencyError('Its test cycle is not on the target. Retry it once that one is.');
  return { type: 'test-suite', id: suite.targetId };
}

type Run = Created & { readonly late: readonly LedgerEntry[] };

async function createRun(scope: ExecutionScope, draft: ExecutionDraft, testCase: Created): Promise<Run> {
  const { context, target, schema } = scope;
  const fields = schema.fieldsOf('test-runs');
  const parent = suiteOf(scope, draft);
  const { write, late } = toRunWrite(draft, { fields });
  const isSame = (run: TargetRun): boolean =>
    run.testCaseId === testCase.targetId &&
    hasFieldValue(fields, run.properties, ZEPHYR_KEY_FIELD, runKeyValue(draft));
  const run = await createOnce(context, {
    entityType: 'test_run',
    sourceId: draft.runKey,
    sourceKey: draft.sourceKey,
    parentTargetId: parent.id,
    mapped: await currentRun(scope, draft.runKey),
    find: async () => (await listRuns(target, parent)).filter(isSame).map(toCreation),
    create: async () =>
      toCreation(
        await target.createTestRun({
          ...write,
          testCaseId: testCase.targetId,
          versionId: testCase.versionId,
          parent,
        }),
      ),
  });
  return { ...run, late: run.sourceKey === draft.sourceKey ? late : lostDetails(draft) };
}

/** A run is described by the execution that made it; one of the others that was not run has no log to be described in. */
function lostDetails(draft: ExecutionDraft): readonly LedgerEntry[] {
  if (draft.log !== null) return [];
  const sources = draft.runFields
    .filter((field) => field.label === ZEPHYR_DETAILS_FIELD)
    .flatMap((field) => field.source?.split('\n') ?? []);
  return sources.map((field) => ({ field, outcome: 'dropped', reason: SHARED_RUN }));
}

const SHARED_RUN =
  'Not yet run, and it shares its test run with another execution, whose details the run carries.';

/** An earlier execution of the same batch may have made the run since the batch was read. */
async function currentRun({ context, runs }: ExecutionScope, runKey: string) {
  const known = runs.get(runKey);
  if (isCreated(known)) return known;
  return (await getMapped(context.store.read, context.migration.id, 'test_run', [runKey])).get(runKey);
}

const runKeyValue = (draft: ExecutionDraft): string =>
  draft.runFields.find((field) => field.label === ZEPHYR_KEY_FIELD)?.values[0] ?? draft.sourceKey;

async function listRuns(target: TargetClient, parent: Container): Promise<readonly TargetRun[]> {
  const all: TargetRun[] = [];
  for (let page = 1; ; page += 1) {
    const { items, hasMore } = await target.pageTestRuns({ parent, page, pageSize: RUN_PAGE_SIZE });
    all.push(...items);
    if (!hasMore) return all;
  }
}

const toCreation = (run: TargetRun): Creation => ({
  targetId: run.id,
  targetPid: run.pid,
});

/** An execution not yet run stays a run without a log, and maps to the run. */
async function createLog(
  scope: ExecutionScope,
  draft: ExecutionDraft,
  { run, testCase }: { readonly run: Created; readonly testCase: Created },
): Promise<readonly LedgerEntry[]> {
  const { context, target, schema, logs, steps } = scope;
  const stepIds = steps.get(testCase.targetId) ?? [];
  const written = toLogWrite(draft, {
    steps: stepIds.map((id, index) => ({ id, order: index + 1 })),
    statuses: schema.statuses,
    versionId: testCase.versionId,
    fields: schema.fieldsOf('test-runs'),
  });
  await createOnce(context, {
    entityType: 'test_execution',
    sourceId: draft.sourceId,
    sourceKey: draft.sourceKey,
    parentTargetId: run.targetId,
    mapped: logs.get(draft.sourceId),
    find: async () => (written ? findLog(target, run.targetId, draft.sourceKey) : []),
    create: async () =>
      written
        ? {
            targetId: (await target.createTestLog(run.targetId, written.write)).id,
            targetPid: null,
          }
        : { targetId: run.targetId, targetPid: run.targetPid },
  });
  return written?.late ?? [];
}

async function findLog(target: TargetClient, runId: number, sourceKey: string): Promise<readonly Creation[]> {
  const logs = await target.listTestLogs(runId);
  return logs
    .filter((log) => readStamp(log.note) === sourceKey)
    .map((log) => ({ targetId: log.id, targetPid: null }));
}
