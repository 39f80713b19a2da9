import { findBrokerFault } from '@z2q/queues';
import { findRun, listDuePauses, resumeDueRun } from '@z2q/store';
import { openOwnRedis, waitFor } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../open-test-api.ts';
import { createBrokerWatch } from './watch-broker.ts';

const resources = new AsyncDisposableStack();
let api: TestApi;
let admin: Redis;

beforeAll(async () => {
  const { url } = resources.use(await openOwnRedis());
  admin = new Redis(url);
  resources.defer(() => admin.disconnect());
  api = resources.use(await openTestApi({ REDIS_URL: url }));
  await waitFor(() => api.context.redis.status === 'ready', { what: 'the connection to Redis' });
});
afterAll(() => resources.disposeAsync());

test.each([
  [
    'full',
    () => admin.config('SET', 'maxmemory', '1'),
    () => admin.config('SET', 'maxmemory', '0'),
    /is full/,
  ],
  ['read-only', () => admin.replicaof('127.0.0.1', 1), () => admin.replicaof('NO', 'ONE'), /read-only/],
] as const)(
  'a run that stands still because Redis is %s is paused for that, and goes on',
  async (...given) => {
    const [, harm, heal, words] = given;
    const { context } = api;
    const runId = await api.aRun(await api.aMigration(), 'running');
    let nowMs = Date.now();
    const now = () => new Date(nowMs);
    const look = createBrokerWatch({ ...context, now });
    const read = () => findRun(context.store.read, runId);

    await harm();
    const readiness = await api.call('GET', '/readyz');
    await look();
    const atOnce = await read();
    nowMs += 11_000;
    await look();
    const paused = await read();
    nowMs += 14_000;
    await look();
    const [notYet] = await listDuePauses(context.store.read, nowMs + 1_000);
    await heal();
    await look();
    const [due] = await listDuePauses(context.store.read, nowMs);
    if (due) await context.store.write((tx) => resumeDueRun(tx, due, nowMs));

    expect(readiness.statusCode).toBe(503);
    expect(readiness.json().detail).toMatch(words);
    expect(atOnce).toMatchObject({ state: 'running' });
    expect(paused).toMatchObject({
      state: 'paused',
      pauseReason: 'broker_unavailable',
      recommendedAction: expect.stringMatching(words),
    });
    expect(notYet).toBeUndefined();
    expect(await read()).toMatchObject({ state: 'running', pauseReason: null });
    expect(await findBrokerFault(context.redis)).toBeUndefined();
  },
);
