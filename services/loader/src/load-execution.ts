import type { Container, ExecutionDraft, LedgerEntry, TargetRun } from '@z2q/contracts';
import { readStamp, toLogWrite, toRunWrite, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import {
  type Created,
  type Creation,
  type DraftOf,
  getMapped,
  isCreated,
  type Mapped,
  reopenIntent,
} from '@z2q/store';
import { AD_HOC_SUITE } from './containers.ts';
import { createOnce } from './create-once.ts';
import { DependencyError, type Loaded, UpdateUnsupportedError } from './load-each.ts';
import type { ExecutionScope } from './load-executions.ts';
import { isOf } from './target-schema.ts';

const RUN_PAGE_SIZE = 999;

/** One execution: its test run if nobody has made it yet, then its log. */
export async function loadExecution(scope: ExecutionScope, stored: DraftOf<ExecutionDraft>): Promise<Loaded> {
  const { draft, contentHash } = stored;
  const { sourceId, sourceKey } = draft;
  const before = scope.logs.get(sourceId);
  const isUnchanged = before?.contentHash === contentHash;
  const isNowRun = isCreated(before) && wasNotRun(stored, before);
  if (!isUnchanged && !isNowRun) refuseUpdate(before?.contentHash ?? null, draft);
  const testCase = testCaseOf(scope, draft);
  const run = await createRun(scope, draft, testCase);
  if (isNowRun) await forgetRunAlone(scope.context, sourceId);
  const late = await createLog(scope, draft, { run, testCase, before: isNowRun ? undefined : before });
  const how = isUnchanged ? 'unchanged' : isNowRun ? 'updated' : 'created';
  return { sourceId, sourceKey, how, late: [...run.late, ...late], content: { contentHash } };
}

/** Loaded as a run without a log, and run since. Logs and runs are numbered apart, so equal ids alone do not tell. */
const wasNotRun = ({ draft, loadedDraft }: DraftOf<ExecutionDraft>, before: Created): boolean =>
  draft.log !== null && loadedDraft?.log === null && before.targetId === before.parentTargetId;

async function forgetRunAlone(
  { store, migration, confirmLease }: BatchContext,
  sourceId: string,
): Promise<void> {
  await store.write(async (tx) => {
    await confirmLease(tx);
    await reopenIntent(tx, migration.id, 'test_execution', sourceId);
  });
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
    run.testCaseId === testCase.targetId && isOf(fields, run, { key: runKeyValue(draft), name: write.name });
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
  const sources = draft.runFields.flatMap((field) => field.source?.split('\n') ?? []);
  return [...new Set(sources)].map((field) => ({ field, outcome: 'dropped', reason: SHARED_RUN }));
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

type LogPlace = {
  readonly run: Created;
  readonly testCase: Created;
  readonly before: Mapped | undefined;
};

/** An execution not yet run stays a run without a log, and maps to the run. */
async function createLog(
  scope: ExecutionScope,
  draft: ExecutionDraft,
  { run, testCase, before }: LogPlace,
): Promise<readonly LedgerEntry[]> {
  const { context, target, schema, steps } = scope;
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
    mapped: before,
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
