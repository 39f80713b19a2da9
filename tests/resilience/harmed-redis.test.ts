import { type OwnRedis, openOwnRedis, waitFor } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { tinyData } from '../scenario/small-data.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';

const began = new Date();
const resources = new AsyncDisposableStack();
let scenario: Scenario;
let redis: OwnRedis;
let undisturbed: Comparable;

beforeAll(async () => {
  redis = await openOwnRedis();
  scenario = resources.use(
    await openScenario({ data: tinyData(), projects: 6, loaders: 2, env: { REDIS_URL: redis.url } }),
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

  const lost: number[] = [];
  for (const phase of ['extract', 'transform', 'load', 'validate'] as const) {
    await waitUntilAtWork(scenario, runId, phase);
    lost.push(await ask((client) => client.dbsize()));
    await ask((client) => client.flushall());
  }
  const run = await scenario.api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(Math.max(...lost)).toBeGreaterThan(0);
  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(2), began)).toEqual(undisturbed);
});

test('a run that is on and one that is started while Redis is down complete once it is back, without its keys', async () => {
  const { port } = redis;
  const runId = await scenario.api.startRun(await scenario.migrateTo(3));
  await waitUntilAtWork(scenario, runId, 'load');
  const laterMigrationId = await scenario.migrateTo(4);

  await redis[Symbol.asyncDispose]();
  const whileDown = await scenario.api.get<{ state: string }>(`/v1/runs/${runId}`);
  const readiness = await fetch(`${scenario.stack.url}/readyz`);
  const laterRunId = await scenario.api.startRun(laterMigrationId);
  redis = await openOwnRedis({ port });
  const runs = await Promise.all(
    [runId, laterRunId].map((id) => scenario.api.waitForRun(id, undefined, RUN_TIMEOUT_MS)),
  );

  expect(whileDown.state).toBe('running');
  expect(readiness.status).toBe(503);
  expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
  for (const projectId of [3, 4])
    expect(toComparable(scenario.targetProject(projectId), began)).toEqual(undisturbed);
});

test.each<{ what: string; projectId: number; refusal: string; harm: Command; heal: Command }>([
  {
    what: 'full',
    projectId: 5,
    refusal: 'OOM',
    harm: (client) => client.config('SET', 'maxmemory', '1'),
    heal: (client) => client.config('SET', 'maxmemory', '0'),
  },
  {
    what: 'read-only, as after a failover',
    projectId: 6,
    refusal: 'READONLY',
    harm: (client) => client.replicaof('127.0.0.1', 1),
    heal: (client) => client.replicaof('NO', 'ONE'),
  },
])('a run completes when Redis is $what for a while', async ({ projectId, refusal, harm, heal }) => {
  const countRefusals = async (): Promise<number> => {
    const stats = await ask((client) => client.info('errorstats'));
    return Number(new RegExp(`errorstat_${refusal}:count=(\\d+)`).exec(stats)?.[1] ?? 0);
  };
  const runId = await scenario.api.startRun(await scenario.migrateTo(projectId));
  await waitUntilAtWork(scenario, runId, 'load');

  await ask(harm);
  const refused = await waitFor(countRefusals, { what: 'Redis to refuse a write', timeoutMs: 60_000 });
  await ask(heal);
  const run = await scenario.api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(refused).toBeGreaterThan(0);
  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(projectId), began)).toEqual(undisturbed);
});

type Command = (client: Redis) => Promise<unknown>;

async function ask<Answer>(command: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis(redis.url);
  try {
    return await command(client);
  } finally {
    client.disconnect();
  }
}
