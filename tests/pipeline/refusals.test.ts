import type { FailureItem, LedgerSum, ReportView, RunView } from '@z2q/contracts';
import type { ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';

const data = everyKind();
const source = data.projects[0] as ZephyrProject;
const refused = [source.cases[4], source.cases[12], source.cases[20]].flatMap((testCase) => testCase ?? []);
for (const testCase of refused) testCase.name = `Forbidden fruit of ${testCase.key}`;
const refusedKeys = refused.map(({ key }) => key).sort();
const dependents = source.executions.filter(({ testCaseKey }) => refusedKeys.includes(testCaseKey));
const dependentFiles = source.attachments.filter(({ owner }) =>
  [...refused, ...dependents].some(({ id }) => id === owner.ownerId),
);

let kit: Pipeline;
let run: RunView;
let failures: readonly FailureItem[];
let ledgerOfFailed: readonly LedgerSum[];

beforeAll(async () => {
  kit = await openPipeline({ data, loaders: 2 });
  kit.qtest.refusals.replace([
    { objectType: 'test-cases', nameContains: 'Forbidden fruit', message: 'No fruit here.', status: 400 },
  ]);
  run = await kit.api.run(await kit.migrateTo(1));
  failures = await listFailures(kit, run);
});
afterAll(() => kit[Symbol.asyncDispose]());

test('a record the target refuses is a stored failure with its code and the reason in words', async () => {
  const refusals = failures.filter(({ code }) => code === 'target_refused');

  expect(run.state).toBe('completed_with_failures');
  expect(refusals.map(({ sourceKey }) => sourceKey).sort()).toEqual(refusedKeys);
  for (const failure of refusals) {
    expect(failure).toMatchObject({ phase: 'load', entityType: 'test_case' });
    expect(failure.message).toContain('No fruit here.');
  }
});

test('what hangs on a refused record fails as its dependent, and nothing else fails', async () => {
  const others = failures.filter(({ phase, code }) => phase === 'load' && code !== 'target_refused');
  const idsOf = (records: readonly FailureItem[]) => records.map(({ sourceKey }) => sourceKey).sort();

  expect(new Set(others.map(({ code }) => code))).toEqual(new Set(['dependency_failed']));
  expect(idsOf(others.filter(({ entityType }) => entityType === 'test_execution'))).toEqual(
    dependents.map(({ key }) => key).sort(),
  );
});

test('all the other records are verified', async () => {
  expect(run.counts.test_case).toMatchObject({
    loaded: source.cases.length - refused.length,
    verified: source.cases.length - refused.length,
    failed: refused.length,
  });
  expect(run.counts.test_execution).toMatchObject({
    verified: source.executions.length - dependents.length,
    failed: dependents.length,
  });
  expect(run.counts.attachment?.verified).toBe(source.attachments.length - dependentFiles.length);
});

test('no value of a failed record is told as carried, and the sums close all the same', async () => {
  const { sums, fields } = await readLedger();
  const failed = (type: string, name: string) =>
    fields
      .find(({ entityType, field }) => entityType === type && field === name)
      ?.dropped.find(({ code }) => code === 'record_failed');

  expect(sums.filter(({ closes, unproven }) => !closes || unproven > 0)).toEqual([]);
  expect(failed('test_case', 'name')).toMatchObject({
    count: refused.length,
    examples: expect.arrayContaining(refusedKeys),
  });
  expect(failed('test_execution', 'testExecutionStatus.id')?.count).toBe(dependents.length);
  ledgerOfFailed = sums;
});

test('a retry after the cause is gone loads those and what hung on them, and the run completes', async () => {
  kit.qtest.refusals.replace([]);
  kit.qtest.stats.reset();
  const caseCount = kit.targetProject(1).testCases.length;

  const { requeued } = await kit.api.post<{ requeued: number }>(`/v1/runs/${run.id}/retry`, {
    code: 'target_refused',
  });
  const retried = await kit.api.waitForRun(run.id);

  const created = kit.qtest.stats.count('POST /api/v3/projects/:projectId/test-cases');
  expect(requeued).toBeGreaterThanOrEqual(refused.length);
  expect(await listFailures(kit, run)).toEqual([]);
  expect(retried.state).toBe('completed');
  expect(created).toBe(refused.length);
  expect(kit.targetProject(1).testCases).toHaveLength(caseCount + refused.length);
  expect(retried.counts.test_case).toMatchObject({ verified: source.cases.length, failed: 0 });
  expect(retried.counts.test_execution).toMatchObject({ verified: source.executions.length, failed: 0 });
  expect(retried.counts.attachment).toMatchObject({ verified: source.attachments.length, failed: 0 });
});

test('the values of healed records are carried again, and the sums close with the same total', async () => {
  const { sums, fields } = await readLedger();

  const receivedOf = (some: readonly LedgerSum[]) =>
    some.map(({ entityType, received }) => [entityType, received]);
  expect(receivedOf(sums)).toEqual(receivedOf(ledgerOfFailed));
  expect(sums.filter(({ closes, unproven }) => !closes || unproven > 0)).toEqual([]);
  expect(fields.flatMap(({ dropped }) => dropped).filter(({ code }) => code === 'record_failed')).toEqual([]);
});

const readLedger = async () => (await kit.api.get<ReportView>(`/v1/runs/${run.id}/report`)).ledger;
