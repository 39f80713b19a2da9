import type { FailureItem } from '@z2q/contracts';
import type { Fault } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { runMigration } from '../scenario/run-migration.ts';
import { tinyData } from '../scenario/small-data.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';

const began = new Date();
let scenario: Scenario;
let undisturbed: Comparable;

beforeAll(async () => {
  scenario = await openScenario({ data: tinyData(), projects: 6, loaders: 2 });
  await runMigration(scenario, 1);
  undisturbed = toComparable(scenario.targetProject(1), began);
});
afterAll(() => scenario[Symbol.asyncDispose]());

test.each<{ name: string; projectId: number; faults: () => Fault[] }>([
  {
    name: '429 with every form of Retry-After',
    projectId: 2,
    faults: () => [
      { kind: 'too-many-requests', retryAfter: 'absent', every: 53, times: 2 },
      { kind: 'too-many-requests', retryAfter: 0, every: 29, times: 2 },
      { kind: 'too-many-requests', retryAfter: 1, every: 61, times: 2 },
      { kind: 'too-many-requests', retryAfter: { dateInSeconds: 1 }, every: 67, times: 2 },
      { kind: 'too-many-requests', retryAfter: { dateInSeconds: -60 }, every: 37, times: 2 },
    ],
  },
  {
    name: '5xx pages in HTML',
    projectId: 3,
    faults: () => [
      { kind: 'server-error', status: 500, every: 43 },
      { kind: 'server-error', status: 502, every: 53 },
      { kind: 'server-error', status: 503, every: 67 },
    ],
  },
  {
    name: 'connections cut before a request is handled',
    projectId: 4,
    faults: () => [{ kind: 'reset-before', every: 31 }],
  },
  {
    name: 'connections cut after a write is applied',
    projectId: 5,
    faults: () => [{ kind: 'reset-after', every: 31 }],
  },
  {
    name: 'half answers and late ones',
    projectId: 6,
    faults: () => [
      { kind: 'truncated-json', every: 37 },
      { kind: 'slow', delayMs: 700, every: 23 },
    ],
  },
])('with $name from both APIs nothing is double, missing or failed', async ({ projectId, faults }) => {
  const standIns = [scenario.zephyr, scenario.qtest];
  for (const { behaviour } of standIns) behaviour.faults = faults();

  const run = await runMigration(scenario, projectId);

  const strikes = standIns.flatMap(({ behaviour, stats }) => behaviour.faults.map(stats.strikesOf));
  for (const { behaviour } of standIns) behaviour.faults = [];
  const { items } = await scenario.api.get<{ items: FailureItem[] }>(`/v1/runs/${run.id}/failures`);
  expect(Math.min(...strikes)).toBeGreaterThan(0);
  expect(items).toEqual([]);
  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(projectId), began)).toEqual(undisturbed);
});
