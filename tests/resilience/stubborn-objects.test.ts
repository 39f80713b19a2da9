import { expect, test } from 'vitest';
import { openMigrated } from '../kit/open-migrated.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { rollBack, startRollback } from '../scenario/roll-back.ts';

test('an object that the target never deletes is a failure of its record, and the rest of a rollback goes on', async () => {
  await using kit = await openMigrated({ data: everyKind() });
  const { testCases, testRuns } = kit.targetProject(1);
  const used = new Set(testRuns.map(({ caseId }) => caseId));
  const testCase = testCases.find(({ id }) => !used.has(id));
  const [testRun] = testRuns;
  if (!testCase || !testRun) throw new Error('The target has not what is to be stubborn');
  kit.qtest.behaviour.faults = [
    { kind: 'server-error', status: 500, method: 'DELETE', path: `/test-cases/${testCase.id}$` },
    { kind: 'server-error', status: 500, method: 'DELETE', path: `/test-runs/${testRun.id}$` },
  ];

  const undone = await rollBack(kit, kit.migrationId);
  const failures = await listFailures(kit, undone);
  const left = kit.targetProject(1);
  kit.qtest.behaviour.faults = [];
  const again = await rollBack(kit, kit.migrationId);

  expect(undone.state).toBe('completed_with_failures');
  const stubborn = failures.filter(({ message }) => message.includes('answered 500'));
  expect(new Set(stubborn.map(({ entityType }) => entityType))).toEqual(
    new Set(['test_case', 'test_execution']),
  );
  expect(stubborn.filter(({ entityType }) => entityType === 'test_case')).toHaveLength(1);
  expect(left.testRuns.map(({ id }) => id)).toEqual([testRun.id]);
  expect(left.testCases.map(({ id }) => id)).toContain(testCase.id);
  expect(left.testCases.length).toBeLessThanOrEqual(2);
  expect(again.state).toBe('completed');
  expect(kit.targetProject(1)).toMatchObject({ testCases: [], testRuns: [], modules: [] });
});

test('a test run that the target never shows is a failure of its executions, and the fields that it may use stay', async () => {
  await using kit = await openMigrated({ data: everyKind() });
  const [testRun] = kit.targetProject(1).testRuns;
  if (!testRun) throw new Error('The target has no test run');
  kit.qtest.behaviour.faults = [
    { kind: 'server-error', status: 500, method: 'GET', path: `/test-runs/${testRun.id}$` },
  ];

  const undone = await rollBack(kit, kit.migrationId);
  const failures = await listFailures(kit, undone);
  const left = kit.targetProject(1);
  kit.qtest.behaviour.faults = [];
  const again = await rollBack(kit, kit.migrationId);

  expect(undone.state).toBe('completed_with_failures');
  expect(failures.filter(({ message }) => message.includes('whether it is used'))).not.toEqual([]);
  expect(left.testRuns.map(({ id }) => id)).toEqual([testRun.id]);
  expect(again.state).toBe('completed');
  expect(kit.targetProject(1)).toMatchObject({ testCases: [], testRuns: [], modules: [] });
});

test('an outage of everything pauses a rollback, which goes on by itself', async () => {
  await using kit = await openMigrated({ data: everyKind() });
  const runId = await startRollback(kit, kit.migrationId);
  kit.qtest.behaviour.faults = [{ kind: 'server-error', status: 503, path: '/' }];

  const paused = await kit.api.waitForRun(runId, ({ state }) => state === 'paused');
  kit.qtest.behaviour.faults = [];
  const finished = await kit.api.waitForRun(runId);

  expect(paused.pauseReason).toBe('target_unreachable');
  expect(finished.state).toBe('completed');
  expect(finished.counts.test_case).toMatchObject({ failed: 0, loaded: 12 });
});
