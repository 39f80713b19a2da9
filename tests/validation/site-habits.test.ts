import type { FailureItem, RunView } from '@z2q/contracts';
import { generateZephyrData, type QtestOptions } from '@z2q/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { withoutUnplaced } from '../scenario/without-unplaced.ts';
import { createTamper } from './tamper.ts';

/** What sites do that the descriptions of the API leave open. */
const HABITS: readonly (readonly [string, Partial<QtestOptions>])[] = [
  ['searches logs by their dates alone', { logSearch: 'by-date' }],
  ['searches no logs', { logSearch: 'off' }],
  ['leaves values out of nested suites', { trees: 'lean' }],
  ['gives no more than seven items a page', { largestPage: 7 }],
  ['cuts its trees', { trees: 'cut' }],
  ['spells markup in its own way', { spelling: 'own' }],
  ['tells dates in its own zone', { zone: 'local' }],
  ['names no version in a log', { logVersions: 'untold' }],
  ['tells names of files percent-encoded', { fileNames: 'encoded' }],
  ['takes names of files for Latin-1', { fileNames: 'latin1' }],
];

const data = withoutUnplaced(
  generateZephyrData({ cases: 40, executions: 60, cycles: 4, plans: 2, attachments: 10 }),
);
let scenario: Scenario;
let migrationId: string;
let usual: QtestOptions;

beforeAll(async () => {
  scenario = await openScenario({ data });
  usual = { ...scenario.qtest.options };
  migrationId = await scenario.migrateTo(1);
  await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });
});
afterAll(() => scenario[Symbol.asyncDispose]());
beforeEach(() => void Object.assign(scenario.qtest.options, usual));

const validate = (): Promise<RunView> =>
  scenario.api.run(migrationId, { phases: ['validate'], timeoutMs: RUN_TIMEOUT_MS });

const failuresOf = async (run: RunView): Promise<readonly FailureItem[]> =>
  (await scenario.api.get<{ items: FailureItem[] }>(`/v1/runs/${run.id}/failures?limit=1000`)).items;

test.each(HABITS)('on a site that %s everything is verified', async (_habit, options) => {
  Object.assign(scenario.qtest.options, options);

  const run = await validate();

  expect(await failuresOf(run)).toEqual([]);
  expect(run.state).toBe('completed');
});

test('where logs cannot be searched, one of somebody else in a run of ours is found in its run, once', async () => {
  const [log] = scenario.targetProject(1).testLogs;
  const { id } = await createTamper(scenario.qtest).create(1, `/test-runs/${log?.runId}/test-logs`, {
    status: { id: log?.statusId },
    exe_start_date: '2026-01-02T03:04:05Z',
    exe_end_date: '2026-01-02T03:04:06Z',
    note: 'Of somebody else',
  });
  scenario.qtest.options.logSearch = 'off';

  const run = await validate();

  expect(await failuresOf(run)).toMatchObject([
    { code: 'foreign_on_target', sourceId: `target/${id}`, attempts: 1 },
  ]);
});

test('where logs cannot be searched, a rollback keeps what somebody else has logged in and says so', async () => {
  scenario.qtest.options.logSearch = 'off';

  const { id } = await scenario.api.post<{ id: string }>(`/v1/migrations/${migrationId}/rollback`);
  const run = await scenario.api.waitForRun(id, undefined, RUN_TIMEOUT_MS);

  const left = scenario.targetProject(1);
  const failures = await failuresOf(run);
  expect(run.state).toBe('completed_with_failures');
  expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['rollback_blocked']));
  expect(failures.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('does not let us search'),
  );
  expect(left.testRuns).toHaveLength(1);
  expect(left.testLogs.map(({ note }) => note)).toContain('Of somebody else');
});
