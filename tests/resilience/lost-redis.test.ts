import { openRedisServer, type RedisServer } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';

const began = new Date();
const resources = new AsyncDisposableStack();
let scenario: Scenario;
let redis: RedisServer;
let undisturbed: Comparable;

beforeAll(async () => {
  redis = await openRedisServer();
  scenario = resources.use(
    await openScenario({ data: smallData(), projects: 4, loaders: 2, env: { REDIS_URL: redis.url } }),
  );
  await runMigration(scenario, 1);
  undisturbed = toComparable(scenario.targetProject(1), began);
  scenario.zephyr.behaviour.latencyMs = 30;
  scenario.qtest.behaviour.latencyMs = 30;
});
afterAll(async () => {
  await resources.disposeAsync();
  await redis[Symbol.asyncDispose]();
});

test('a run completes when Redis is emptied while it is on, again and again', async () => {
  const runId = await scenario.api.startRun(await scenario.migrateTo(2));

  for (const phase of ['extract', 'transform', 'load', 'validate'] as const) {
    await waitUntilAtWork(scenario, runId, phase);
    await empty(redis.url);
  }
  const run = await scenario.api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(2), began)).toEqual(undisturbed);
});

test('a run completes when Redis goes down while it is on and comes back without its keys', async () => {
  const { port } = redis;
  const runId = await scenario.api.startRun(await scenario.migrateTo(3));
  await waitUntilAtWork(scenario, runId, 'load');

  await redis[Symbol.asyncDispose]();
  const whileDown = await scenario.api.get<{ state: string }>(`/v1/runs/${runId}`);
  const readiness = await fetch(`${scenario.stack.url}/readyz`);
  redis = await openRedisServer({ port });
  const run = await scenario.api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(whileDown.state).toBe('running');
  expect(readiness.status).toBe(503);
  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(3), began)).toEqual(undisturbed);
});

test('a run that is started while Redis is away begins once it is back', async () => {
  const { port } = redis;
  const migrationId = await scenario.migrateTo(4);
  await redis[Symbol.asyncDispose]();

  const runId = await scenario.api.startRun(migrationId);
  redis = await openRedisServer({ port });
  const run = await scenario.api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(4), began)).toEqual(undisturbed);
});

async function empty(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}
