import type { FailureItem } from '@z2q/contracts';
import type { ZephyrSandbox } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';

const data = smallData();
const [source] = data.projects;
let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario({ data });
});
afterAll(() => scenario[Symbol.asyncDispose]());

test.each<[string, Partial<ZephyrSandbox['quirks']>]>([
  ['without a total', { leftOut: ['total'] }],
  ['that tell neither a total nor which is last', { leftOut: ['total', 'isLast', 'next'] }],
  ['smaller than asked for, beginning at multiples of their size', { maxPage: 7, wantsMultiples: true }],
])('every record is listed from pages %s', async (_name, quirks) => {
  Object.assign(scenario.zephyr.quirks, { maxPage: 1000, wantsMultiples: false, leftOut: [], ...quirks });
  const migrationId = await scenario.migrateTo(1, { pageSize: 20 });

  const run = await scenario.api.run(migrationId, { phases: ['extract'], timeoutMs: RUN_TIMEOUT_MS });

  const { items } = await scenario.api.get<{ items: FailureItem[] }>(`/v1/runs/${run.id}/failures`);
  expect(items).toEqual([]);
  expect(run.state).toBe('completed');
  expect(run.counts.test_case).toMatchObject({ source: source?.cases.length });
  expect(run.counts.test_execution).toMatchObject({ source: source?.executions.length });
});
