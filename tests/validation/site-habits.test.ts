import type { QtestOptions, Seeded, ZephyrData } from '@z2q/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Migrated, openMigrated } from '../kit/open-migrated.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { rollBack } from '../scenario/roll-back.ts';
import { createTamper } from './tamper.ts';

/** Behaviour of real sites that the API descriptions leave open. */
const HABITS: readonly (readonly [string, Partial<QtestOptions>])[] = [
  ['searches logs by their dates alone', { logSearch: 'by-date' }],
  ['searches no logs', { logSearch: 'off' }],
  ['leaves values out of nested suites', { trees: 'lean' }],
  ['gives no more than three items a page', { largestPage: 3 }],
  ['cuts its trees', { trees: 'cut' }],
  ['spells markup in its own way', { spelling: 'own' }],
  ['tells dates in its own zone', { zone: 'local' }],
  ['names no version in a log', { logVersions: 'untold' }],
  ['tells names of files percent-encoded', { fileNames: 'encoded' }],
  ['takes names of files for Latin-1', { fileNames: 'latin1' }],
  ['answers names as HTML has them', { names: 'escaped' }],
];

let kit: Migrated;
let usual: QtestOptions;

beforeAll(async () => {
  kit = await openMigrated({ data: withMarkup(everyKindOnce()) });
  usual = { ...kit.qtest.options };
});
afterAll(() => kit[Symbol.asyncDispose]());
beforeEach(() => void Object.assign(kit.qtest.options, usual));

test.each(HABITS)('on a site that %s everything is verified', async (_habit, options) => {
  Object.assign(kit.qtest.options, options);

  const run = await kit.runAgain(['validate']);

  expect(await listFailures(kit, run)).toEqual([]);
  expect(run.state).toBe('completed');
});

test('where logs cannot be searched, one of somebody else in a run of ours is found in its run, once, and a rollback keeps it and says so', async () => {
  await using own = await openMigrated({ data: everyKindOnce() });
  const { id } = await logInRunOfOurs(own);
  own.qtest.options.logSearch = 'off';

  const validation = await own.runAgain(['validate']);
  const found = await listFailures(own, validation);
  const rollback = await rollBack(own, own.migrationId);
  const blocked = await listFailures(own, rollback);

  const left = own.targetProject(1);
  expect(found).toMatchObject([{ code: 'foreign_on_target', sourceId: `target/${id}`, attempts: 1 }]);
  expect(rollback.state).toBe('completed_with_failures');
  // The run itself has a foreign log; what is above it stays because of that.
  for (const { code, entityType, sourceId } of blocked) {
    const isOfRun = entityType === 'test_execution' && !sourceId.startsWith('field/');
    expect(code).toBe(isOfRun ? 'changed_on_target' : 'rollback_blocked');
  }
  expect(blocked.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('does not let us search'),
  );
  expect(left.testRuns).toHaveLength(1);
  expect(left.testLogs.map(({ note }) => note)).toContain('Of somebody else');
});

test('where names are answered as HTML has them, a changed record is updated and is no conflict', async () => {
  await using own = await openMigrated({ data: withMarkup(everyKindOnce()) });
  own.qtest.options.names = 'escaped';
  const [testCase] = own.source.cases;
  if (testCase) testCase.objective = 'Another one.';

  const run = await own.runAgain();

  expect(await listFailures(own, run)).toEqual([]);
  expect(run.counts.test_case).toMatchObject({ updated: 1, conflict: 0 });
});

test('where a log names no version, one of the version before an update is verified by what was sent', async () => {
  await using own = await openMigrated({ data: everyKindOnce(), qtestOptions: { logVersions: 'untold' } });
  const run = own.source.executions.find(({ stepResults }) => stepResults.length > 0);
  const testCase = own.source.cases.find(({ key }) => key === run?.testCaseKey);
  if (testCase) testCase.objective = 'Another one.';

  const again = await own.runAgain();

  expect(again.counts.test_case).toMatchObject({ updated: 1 });
  expect(await listFailures(own, again)).toEqual([]);
  expect(again.state).toBe('completed');
});

function withMarkup(data: ZephyrData): ZephyrData {
  for (const { cases, cycles, plans, folders } of data.projects)
    for (const [named] of [cases, cycles, plans, folders]) if (named) named.name = 'Rock & "Roll" < 1';
  return data;
}

/** Creates a foreign log in a run of the migration. */
function logInRunOfOurs({ qtest, targetProject }: Migrated): Promise<Seeded> {
  const [log] = targetProject(1).testLogs;
  return createTamper(qtest).create(1, `/test-runs/${log?.runId}/test-logs`, {
    status: { id: log?.statusId },
    exe_start_date: '2026-01-02T03:04:05Z',
    exe_end_date: '2026-01-02T03:04:06Z',
    note: 'Of somebody else',
  });
}
