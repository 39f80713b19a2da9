import type { StageType } from '@z2q/contracts';
import { aWorkableBatch, openOwnRedis, openRedis, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import type { JobOutcome } from './job-outcome.ts';
import { openQueues } from './open-queues.ts';
import { openRedisConnection } from './open-redis-connection.ts';
import { startQueueWorker } from './start-queue-worker.ts';

const aJob = (batch: number, entityType: StageType = 'test_case') => aWorkableBatch({ batch, entityType });
const NOT_TAKEN: JobOutcome = { state: 'not-taken' };

async function open() {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await openRedis());
  const redis = openRedisConnection(broker.url, () => undefined);
  stack.defer(() => redis.disconnect());
  const queues = stack.use(openQueues(redis));
  const held = stack.move();
  return { broker, redis, queues, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

test('a batch that is enqueued again is in the queue once', async () => {
  await using kit = await open();

  await kit.queues.enqueue([aJob(1), aJob(2)]);
  await kit.queues.enqueue([aJob(2), aJob(1)]);

  expect(await kit.queues.room('load')).toBe(62);
});

test('a queue holds a window of jobs, however many there are', async () => {
  await using kit = await open();

  await kit.queues.enqueue(Array.from({ length: 500 }, (_, batch) => aJob(batch)));

  expect(await kit.queues.room('load')).toBe(0);
  expect(await kit.redis.dbsize()).toBeLessThan(80);
});

test('what others wait for is worked on first', async () => {
  await using kit = await open();
  await kit.queues.enqueue([aJob(1, 'attachment'), aJob(2, 'test_execution'), aJob(3, 'folder')]);
  const worked: string[] = [];

  await using _worker = startQueueWorker({
    redis: kit.redis,
    queue: 'load',
    name: 'loader-1',
    concurrency: 1,
    process: async (job) => {
      worked.push(job.entityType);
      return NOT_TAKEN;
    },
    onError: () => undefined,
  });
  await waitFor(() => worked.length === 3, { what: 'all jobs' });

  expect(worked).toEqual(['folder', 'test_execution', 'attachment']);
});

test('a job that was worked on, or lost with all of Redis, can be enqueued again', async () => {
  await using kit = await open();
  let worked = 0;
  await using _worker = startQueueWorker({
    redis: kit.redis,
    queue: 'load',
    name: 'loader-1',
    concurrency: 1,
    process: async () => {
      worked += 1;
      return NOT_TAKEN;
    },
    onError: () => undefined,
  });

  await kit.queues.enqueue([aJob(1)]);
  await waitFor(() => worked === 1, { what: 'the first time' });
  await waitFor(async () => (await kit.queues.room('load')) === 64, { what: 'the queue to be empty' });
  await kit.queues.enqueue([aJob(1)]);
  await waitFor(() => worked === 2, { what: 'the second time' });
  await kit.broker.empty();
  await kit.queues.enqueue([aJob(1)]);

  await waitFor(() => worked === 3, { what: 'the time after Redis was emptied' });
});

test('a worker whose Redis takes no writes asks once a second, and works when it does again', async () => {
  await using own = await openOwnRedis();
  const redis = openRedisConnection(own.url, () => undefined);
  await using queues = openQueues(redis);
  const errors: Error[] = [];
  let worked = 0;
  await queues.enqueue([aJob(1)]);
  await redis.replicaof('127.0.0.1', 1);

  await using _worker = startQueueWorker({
    redis,
    queue: 'load',
    name: 'loader-1',
    concurrency: 1,
    process: async () => {
      worked += 1;
      return NOT_TAKEN;
    },
    onError: (error) => void errors.push(error),
  });
  await waitFor(() => errors.length > 0, { what: 'Redis to refuse' });
  await expect(waitFor(() => errors.length > 50, { what: 'a flood', timeoutMs: 2_000 })).rejects.toThrow();
  await redis.replicaof('NO', 'ONE');

  await waitFor(() => worked === 1, { what: 'the job to be worked on', timeoutMs: 20_000 });
  redis.disconnect();
});
