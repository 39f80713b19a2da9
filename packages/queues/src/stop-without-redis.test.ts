import { aWorkableBatch, freePort, openRedisServer, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { giveUpLostRedis } from './give-up-lost-redis.ts';
import type { JobOutcome } from './job-outcome.ts';
import { openQueues } from './open-queues.ts';
import { openRedisConnection } from './open-redis-connection.ts';
import { startQueueWorker } from './start-queue-worker.ts';

const AT_ONCE_MS = 3_000;
const JOB = aWorkableBatch();
const DONE: JobOutcome = {
  state: 'done',
  summary: { outcome: 'done', records: 50, failed: 0 },
  lines: ['a line'],
};

/** A worker of the load queue, and `stop`, which stops it as a service does. */
function startWorker(url: string, process: () => Promise<JobOutcome>) {
  const redis = openRedisConnection(url, () => undefined);
  const queues = openQueues(redis);
  const onError = (): void => undefined;
  const worker = startQueueWorker({
    redis,
    queue: 'load',
    name: 'loader-1',
    concurrency: 1,
    process,
    onError,
  });
  const stop = async (): Promise<number> => {
    const askedAt = performance.now();
    giveUpLostRedis(redis);
    await worker[Symbol.asyncDispose]();
    await queues[Symbol.asyncDispose]();
    redis.disconnect();
    return performance.now() - askedAt;
  };
  return { queues, stop };
}

test.for(['connecting', 'reconnecting', 'end'])(
  'what was asked of a Redis that is given up while %s fails',
  async (status) => {
    const redis = openRedisConnection(`redis://127.0.0.1:${await freePort()}`, () => undefined);
    const { promise: answered, resolve } = Promise.withResolvers<string>();
    redis.ping().catch((error: Error) => resolve(error.message));
    if (status === 'end') redis.disconnect();
    await waitFor(() => redis.status === status, { what: status });

    giveUpLostRedis(redis);

    expect(await answered).toBe('Connection is closed.');
  },
);

test('an idle worker whose Redis was never there stops at once', async () => {
  const worker = startWorker(`redis://127.0.0.1:${await freePort()}`, async () => DONE);

  const tookMs = await worker.stop();

  expect(tookMs).toBeLessThan(AT_ONCE_MS);
});

test('an idle worker whose Redis went away stops at once', async () => {
  const server = await openRedisServer();
  let worked = 0;
  const worker = startWorker(server.url, async () => {
    worked += 1;
    return DONE;
  });
  await worker.queues.enqueue([JOB]);
  await waitFor(() => worked === 1, { what: 'the worker to be at work' });
  await server[Symbol.asyncDispose]();

  const tookMs = await worker.stop();

  expect(tookMs).toBeLessThan(AT_ONCE_MS);
});

test.for(['before', 'while'])(
  'a job in hand is finished when Redis goes away %s the worker stops',
  async (when) => {
    const server = await openRedisServer();
    const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
    const events: string[] = [];
    const worker = startWorker(server.url, async () => {
      events.push('begun');
      await allowed;
      events.push('finished');
      return DONE;
    });
    await worker.queues.enqueue([JOB]);
    await waitFor(() => events.length === 1, { what: 'the job to be in hand' });

    if (when === 'before') await server[Symbol.asyncDispose]();
    const stopped = worker.stop().then(() => events.push('stopped'));
    if (when === 'while') await server[Symbol.asyncDispose]();
    allow();
    await stopped;

    expect(events).toEqual(['begun', 'finished', 'stopped']);
  },
);
