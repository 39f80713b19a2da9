import { waitFor } from '@z2q/test-kit';
import type { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasLongTests } from '../../kit/long-tests.ts';
import { RUN_TIMEOUT_MS } from '../../scenario/run-migration.ts';
import { waitUntilAtWork } from '../../scenario/wait-until-at-work.ts';
import type { Processes } from './processes.ts';

const LATENCY_MS = 30;

export function testHarmedRedis(processes: () => Processes): void {
  const setLatency = (latencyMs: number): void => {
    const { zephyr, qtest } = processes().scenario;
    for (const { behaviour } of [zephyr, qtest]) behaviour.latencyMs = latencyMs;
  };
  const ask: Processes['askRedis'] = (command) => processes().askRedis(command);
  beforeEach(() => setLatency(LATENCY_MS));
  afterEach(() => setLatency(0));

  test.runIf(hasLongTests)(
    'a run completes when Redis is emptied while it is on, again and again',
    async () => {
      const { scenario, undisturbed, contentsOf } = processes();
      const runId = await scenario.api.startRun(await scenario.migrateTo(22));

      const lost: number[] = [];
      for (const phase of ['extract', 'transform', 'load', 'validate'] as const) {
        await waitUntilAtWork(scenario, runId, phase);
        lost.push(await ask((client) => client.dbsize()));
        await ask((client) => client.flushall());
      }
      const run = await scenario.api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

      expect(Math.max(...lost)).toBeGreaterThan(0);
      expect(run.state).toBe('completed');
      expect(contentsOf(22)).toEqual(undisturbed);
    },
  );

  test('a run that is on and one that is started while Redis is down complete once it is back, without its keys', async () => {
    const { scenario, undisturbed, contentsOf, withoutRedis } = processes();
    const runId = await scenario.api.startRun(await scenario.migrateTo(23));
    await waitUntilAtWork(scenario, runId, 'load');
    const laterMigrationId = await scenario.migrateTo(24);

    const { whileDown, readiness, laterRunId } = await withoutRedis(async () => ({
      whileDown: await scenario.api.get<{ state: string }>(`/v1/runs/${runId}`),
      readiness: await fetch(`${scenario.stack.url}/readyz`),
      laterRunId: await scenario.api.startRun(laterMigrationId),
    }));
    const runs = await Promise.all(
      [runId, laterRunId].map((id) => scenario.api.waitForRun(id, undefined, RUN_TIMEOUT_MS)),
    );

    expect(whileDown.state).toBe('running');
    expect(readiness.status).toBe(503);
    expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
    for (const projectId of [23, 24]) expect(contentsOf(projectId)).toEqual(undisturbed);
  });

  test
    .runIf(hasLongTests)
    .each<{ what: string; projectId: number; refusal: string; harm: Command; heal: Command }>([
      {
        what: 'full',
        projectId: 25,
        refusal: 'OOM',
        harm: (client) => client.config('SET', 'maxmemory', '1'),
        heal: (client) => client.config('SET', 'maxmemory', '0'),
      },
      {
        what: 'read-only, as after a failover',
        projectId: 26,
        refusal: 'READONLY',
        harm: (client) => client.replicaof('127.0.0.1', 1),
        heal: (client) => client.replicaof('NO', 'ONE'),
      },
    ])('a run completes when Redis is $what for a while', async ({ projectId, refusal, harm, heal }) => {
    const { scenario, undisturbed, contentsOf } = processes();
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
    expect(contentsOf(projectId)).toEqual(undisturbed);
  });
}

type Command = (client: Redis) => Promise<unknown>;
