import type { CheckpointItem, StagePhase } from '@z2q/contracts';
import type { Fault } from '@z2q/sandbox';
import type { ServiceName } from '@z2q/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';

const HAND_BACK_LIMIT_MS = 10_000;
const began = new Date();
let scenario: Scenario;
let undisturbed: Comparable;

beforeAll(async () => {
  scenario = await openScenario({ data: smallData(), projects: 7 });
  await runMigration(scenario, 1);
  undisturbed = toComparable(scenario.targetProject(1), began);
  scenario.zephyr.behaviour.latencyMs = 50;
  scenario.qtest.behaviour.latencyMs = 50;
});
afterAll(() => scenario[Symbol.asyncDispose]());

test.each<{ service: ServiceName; phase: StagePhase; projectId: number }>([
  { service: 'extractor', phase: 'extract', projectId: 2 },
  { service: 'transformer', phase: 'transform', projectId: 3 },
  { service: 'loader', phase: 'load', projectId: 4 },
  { service: 'validator', phase: 'validate', projectId: 5 },
])('a $service told to stop hands its work back in ten seconds and exits 0', async (given) => {
  const { service, phase, projectId } = given;
  const { api, stack } = scenario;
  const runId = await api.startRun(await scenario.migrateTo(projectId));
  await waitUntilAtWork(scenario, runId, phase);

  const askedAt = performance.now();
  const code = await stack.processes.findLast(({ name }) => name === service)?.end('SIGTERM');
  const tookMs = performance.now() - askedAt;
  const left = await listHeld(runId, phase);
  stack.start(service);
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(HAND_BACK_LIMIT_MS);
  expect(left).toEqual([]);
  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(projectId), began)).toEqual(undisturbed);
});

test.each<{ name: string; projectId: number; fault: Fault }>([
  {
    name: 'waits for an answer',
    projectId: 6,
    fault: { kind: 'slow', delayMs: 25_000, method: 'POST', path: '/projects/6/test-cases' },
  },
  {
    name: 'is held back by a 429',
    projectId: 7,
    fault: { kind: 'too-many-requests', retryAfter: 20, path: '/projects/7/test-cases', times: 1 },
  },
])('a loader that $name hands its work back in ten seconds all the same', async ({ projectId, fault }) => {
  const { api, stack, qtest } = scenario;
  qtest.behaviour.faults = [fault];
  const runId = await api.startRun(await scenario.migrateTo(projectId));
  await waitUntilAtWork(scenario, runId, 'load', 'test_case');

  const askedAt = performance.now();
  const code = await stack.processes.findLast(({ name }) => name === 'loader')?.end('SIGTERM');
  const tookMs = performance.now() - askedAt;
  const left = await listHeld(runId, 'load');
  qtest.behaviour.faults = [];
  stack.start('loader');
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(HAND_BACK_LIMIT_MS);
  expect(left).toEqual([]);
  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(projectId), began)).toEqual(undisturbed);
});

async function listHeld(runId: string, phase: StagePhase): Promise<readonly CheckpointItem[]> {
  const { items } = await scenario.api.get<{ items: readonly CheckpointItem[] }>(
    `/v1/runs/${runId}/checkpoints?limit=1000`,
  );
  return items.filter((item) => item.phase === phase && item.state === 'active');
}
