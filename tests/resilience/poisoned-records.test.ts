import type { FailureItem, RunView } from '@z2q/contracts';
import type { ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';

const data = everyKind();
const source = data.projects[0] as ZephyrProject;
const [unread, unwritten, forbidden] = [source.cases[4], source.cases[8], source.cases[10]] as const;
if (!unread || !unwritten || !forbidden) throw new RangeError('The data has twelve cases');
unwritten.name = `Poison of ${unwritten.key}`;
forbidden.name = `Secret of ${forbidden.key}`;
const poisoned = [unread, unwritten, forbidden];
const dependents = source.executions.filter(({ testCaseKey }) =>
  poisoned.some(({ key }) => key === testCaseKey),
);
const lastFile = source.attachments.find(({ owner }) =>
  [...poisoned, ...dependents].every(({ id }) => id !== owner.ownerId),
);
if (!lastFile) throw new RangeError('The data has a file that hangs on none of them');

let kit: Pipeline;
let run: RunView;
let failures: readonly FailureItem[];

beforeAll(async () => {
  kit = await openPipeline({ data, loaders: 2 });
  kit.zephyr.behaviour.faults = [
    { kind: 'server-error', status: 500, path: `/testcases/${unread.key}/` },
    { kind: 'server-error', status: 502, path: `/attachments/${lastFile.id}$` },
  ];
  kit.qtest.refusals.replace([
    { objectType: 'test-cases', nameContains: unwritten.name, message: 'Out of luck.', status: 500 },
    { objectType: 'test-cases', nameContains: forbidden.name, message: 'Not for you.', status: 403 },
  ]);
  run = await kit.api.run(await kit.migrateTo(1, { batchSize: 4 }));
  failures = await listFailures(kit, run);
});
afterAll(() => kit[Symbol.asyncDispose]());

test('records that an API never gives or takes fail, each with what was answered, and the run ends', () => {
  const failureOf = (sourceKey: string) => failures.find((failure) => failure.sourceKey === sourceKey);

  expect(run.state).toBe('completed_with_failures');
  expect(failureOf(unread.key)).toMatchObject({ phase: 'extract', code: 'source_error' });
  expect(failureOf(unread.key)?.message).toContain('answered 500');
  expect(failureOf(unwritten.key)).toMatchObject({ phase: 'load', code: 'target_error' });
  expect(failureOf(unwritten.key)?.message).toContain('Out of luck.');
  expect(failureOf(forbidden.key)).toMatchObject({ phase: 'load', code: 'target_refused' });
  expect(failureOf(lastFile.name)).toMatchObject({ phase: 'extract', code: 'source_error' });
});

test('what hangs on them fails as their dependent, and all the rest is verified', () => {
  const hanging = failures.filter(({ entityType }) => entityType === 'test_execution');

  expect(dependents).not.toEqual([]);
  expect(hanging.map(({ sourceKey }) => sourceKey).sort()).toEqual(dependents.map(({ key }) => key).sort());
  expect(new Set(hanging.map(({ code }) => code))).toEqual(new Set(['dependency_failed']));
  expect(run.counts.test_case).toMatchObject({ verified: source.cases.length - 3, failed: 3 });
  expect(run.counts.test_execution?.verified).toBe(source.executions.length - dependents.length);
});

test('a retry after the cause is gone brings them and what hung on them, once', async () => {
  kit.zephyr.behaviour.faults = [];
  kit.qtest.refusals.replace([]);

  await kit.api.post(`/v1/runs/${run.id}/retry`);
  const retried = await kit.api.waitForRun(run.id);

  expect(await listFailures(kit, run)).toEqual([]);
  expect(retried.state).toBe('completed');
  expect(kit.targetProject(1).testCases).toHaveLength(source.cases.length);
  expect(retried.counts.test_execution).toMatchObject({ verified: source.executions.length, failed: 0 });
});
