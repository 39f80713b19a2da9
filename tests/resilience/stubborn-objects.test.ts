import { beforeAll, expect, test } from 'vitest';
import { openMigrated } from '../kit/open-migrated.ts';
import { everyKind, everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { rollBack, startRollback } from '../scenario/roll-back.ts';

/**
 * Rolls back while the target answers 500 to the deletion of a case, the deletion of a run and the reading of
 * another run, and once more without these faults.
 * @returns what each time was reported and left.
 */
async function rollBackStubborn() {
  await using kit = await openMigrated({ data: everyKind() });
  const { testCases, testRuns } = kit.targetProject(1);
  const used = new Set(testRuns.map(({ caseId }) => caseId));
  const testCase = testCases.find(({ id }) => !used.has(id));
  const [kept, unseen] = testRuns;
  if (!testCase || !kept || !unseen) throw new Error('The target has not what is to be stubborn');
  kit.qtest.behaviour.faults = [
    { kind: 'server-error', status: 500, method: 'DELETE', path: `/test-cases/${testCase.id}$` },
    { kind: 'server-error', status: 500, method: 'DELETE', path: `/test-runs/${kept.id}$` },
    { kind: 'server-error', status: 500, method: 'GET', path: `/test-runs/${unseen.id}$` },
  ];
  const undone = await rollBack(kit, kit.migrationId);
  const failures = await listFailures(kit, undone);
  const left = kit.targetProject(1);
  kit.qtest.behaviour.faults = [];
  const again = await rollBack(kit, kit.migrationId);
  return { testCase, kept, unseen, undone, failures, left, again, empty: kit.targetProject(1) };
}

let stubborn: Awaited<ReturnType<typeof rollBackStubborn>>;
beforeAll(async () => {
  stubborn = await rollBackStubborn();
});

test('the rest of a rollback goes on, and a later one takes away what was stubborn', () => {
  const { testCase, kept, unseen, undone, left, again, empty } = stubborn;

  expect(undone.state).toBe('completed_with_failures');
  expect(left.testRuns.map(({ id }) => id)).toEqual([kept.id, unseen.id]);
  expect(left.testCases.map(({ id }) => id)).toContain(testCase.id);
  expect(left.testCases.length).toBeLessThanOrEqual(3);
  expect(again.state).toBe('completed');
  expect(empty).toMatchObject({ testCases: [], testRuns: [], modules: [] });
});

test('an object that the target never deletes is a failure of its record', () => {
  const { failures, testCase, kept } = stubborn;

  const undeleted = failures.filter(({ message }) => /^DELETE .* answered 500/.test(message));
  expect(undeleted).toMatchObject([
    { entityType: 'test_case', message: expect.stringContaining(`/test-cases/${testCase.id} answered`) },
    { entityType: 'test_execution', message: expect.stringContaining(`/test-runs/${kept.id} answered`) },
  ]);
});

test('a test run that the target never shows is a failure of its executions, and the fields that it may use stay', () => {
  const { failures, unseen } = stubborn;

  const unread = failures.filter(({ message }) => /^GET .* answered 500/.test(message));
  expect(new Set(unread.map(({ entityType }) => entityType))).toEqual(new Set(['test_execution']));
  expect(unread[0]?.message).toContain(`/test-runs/${unseen.id} answered`);
  expect(failures.filter(({ message }) => message.includes('whether it is used'))).not.toEqual([]);
});

test('an outage of everything pauses a rollback, which goes on by itself', async () => {
  await using kit = await openMigrated({ data: everyKindOnce() });
  const runId = await startRollback(kit, kit.migrationId);
  kit.qtest.behaviour.faults = [{ kind: 'server-error', status: 503, path: '/' }];

  const paused = await kit.api.waitForRun(runId, ({ state }) => state === 'paused');
  kit.qtest.behaviour.faults = [];
  const finished = await kit.api.waitForRun(runId);

  expect(paused.pauseReason).toBe('target_unreachable');
  expect(finished.state).toBe('completed');
  expect(finished.counts.test_case).toMatchObject({ failed: 0, loaded: kit.source.cases.length });
});
