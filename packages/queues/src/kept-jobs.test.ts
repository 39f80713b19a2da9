import type { WorkableBatch } from '@z2q/contracts';
import { aWorkableBatch, openRedis, waitFor } from '@z2q/test-kit';
import type { Queue } from 'bullmq';
import { expect, test } from 'vitest';
import type { JobOutcome } from './job-outcome.ts';
import { openQueues } from './open-queues.ts';
import { openRedisConnection } from './open-redis-connection.ts';
import { startQueueWorker } from './start-queue-worker.ts';

const DONE: JobOutcome = {
  state: 'done',
  summary: { outcome: 'done', records: 50, failed: 0 },
  lines: [],
};
const CAME_BACK: JobOutcome = {
  state: 'failed',
  reason: 'To be tried again in 3 s: 500',
  lines: ['a line'],
  page: '/#/runs/1',
};
const NOT_TAKEN: JobOutcome = { state: 'not-taken' };

/** The load queue with a worker whose jobs have the given outcomes; `come` gets the number of the job. */
async function open(come: (worked: number) => JobOutcome, concurrency = 1) {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await openRedis());
  const redis = openRedisConnection(broker.url, () => undefined);
  stack.defer(() => redis.disconnect());
  const queues = stack.use(openQueues(redis));
  const queue = queues.all.find(({ name }) => name === 'load') as Queue;
  let worked = 0;
  const process = async (): Promise<JobOutcome> => {
    worked += 1;
    return come(worked);
  };
  const onError = (): void => undefined;
  stack.use(startQueueWorker({ redis, queue: 'load', name: 'loader-1', concurrency, process, onError }));
  const held = stack.move();
  return {
    redis,
    queues,
    queue,
    worked: () => worked,
    /** Enqueues batches and waits until no job waits or is active. */
    workOff: async (...batches: readonly WorkableBatch[]) => {
      await queues.enqueue(batches);
      await waitFor(async () => (await queue.getJobCountByTypes('prioritized', 'active')) === 0, {
        what: 'the queue to be worked off',
      });
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

test('a job that is over says what it was, what came of it, and who did it', async () => {
  await using kit = await open(() => ({ ...DONE, lines: ['WEB-T1 failed (target_refused): No'] }));

  await kit.workOff(aWorkableBatch({ attempts: 1 }));

  const [job] = await kit.queue.getCompleted();
  expect(job?.name).toBe('load test cases of WEB, 50');
  expect(job?.data).toMatchObject({ phase: 'load', batch: 1, project: 'WEB', size: 50, attempt: 2 });
  expect(job?.returnvalue).toEqual({ outcome: 'done', records: 50, failed: 0 });
  expect(job?.processedBy).toBe('loader-1');
  expect((await kit.queue.getJobLogs(job?.id ?? '')).logs).toEqual(['WEB-T1 failed (target_refused): No']);
});

test('a batch that came back stands among the failed, with a reason and no stack', async () => {
  await using kit = await open(() => CAME_BACK);

  await kit.workOff(aWorkableBatch());

  const [job] = await kit.queue.getFailed();
  expect(job?.failedReason).toBe('To be tried again in 3 s: 500');
  expect(job?.stacktrace).toEqual([]);
  expect(job?.data).toMatchObject({ phase: 'load', page: '/#/runs/1' });
  expect((await kit.queue.getJobLogs(job?.id ?? '')).logs).toEqual(['a line', 'In the dashboard: /#/runs/1']);
});

test('the next attempt of a batch is worked on beside what is kept of the last, the same attempt once', async () => {
  await using kit = await open((worked) => (worked === 1 ? CAME_BACK : DONE));
  const batch = aWorkableBatch();
  const again = aWorkableBatch({ movedAt: '2026-11-22T12:00:03.000Z', attempts: 1 });

  await kit.workOff(batch);
  await kit.workOff(batch);
  await kit.workOff(again);
  await kit.workOff(again);

  expect(kit.worked()).toBe(2);
  expect(await kit.queue.getJobCounts('completed', 'failed')).toEqual({ completed: 1, failed: 1 });
});

test.each([
  ['completed', DONE],
  ['failed', CAME_BACK],
] as const)(
  'a %s job does not hold back a batch that SQLite still has as due, as from a restored copy',
  async (state, outcome) => {
    await using kit = await open((worked) => (worked === 1 ? outcome : NOT_TAKEN));
    const batch = aWorkableBatch();
    await kit.workOff(batch);
    const [job] = await kit.queue.getJobs(state);
    await kit.redis.hset(kit.queue.toKey(job?.id ?? ''), 'finishedOn', Date.now() - 60_000);

    await kit.workOff(batch);

    expect(kit.worked()).toBe(2);
  },
);

test('a job whose batch was not to be worked on leaves nothing, and may be enqueued again at once', async () => {
  await using kit = await open(() => NOT_TAKEN);
  const batch = aWorkableBatch();

  await kit.workOff(batch);
  const keys = await kit.redis.keys(`*${batch.runId}*`);
  await kit.workOff(batch);

  expect(keys).toEqual([]);
  expect(kit.worked()).toBe(2);
  expect(await kit.queue.getJobCountByTypes('completed', 'failed')).toBe(0);
});

test('finished jobs are kept up to a number, the newest of them', async () => {
  await using kit = await open(() => DONE, 8);
  const batches = Array.from({ length: 600 }, (_, batch) => aWorkableBatch({ batch }));

  for (let at = 0; at < batches.length; at += 60) await kit.workOff(...batches.slice(at, at + 60));

  expect(kit.worked()).toBe(600);
  const kept = await kit.queue.getCompleted(0, -1);
  expect(kept).toHaveLength(500);
  expect(kept.map((job) => job.data.batch as number).toSorted((a, b) => a - b)[0]).toBeGreaterThan(80);
});

test('what is written of one job is bounded, however much there is to say', async () => {
  const long = 'x'.repeat(10_000);
  await using kit = await open(() => ({ ...CAME_BACK, reason: long, lines: Array(100).fill(long) }));

  await kit.workOff(aWorkableBatch());

  const [job] = await kit.queue.getFailed();
  const { logs } = await kit.queue.getJobLogs(job?.id ?? '');
  expect(job?.failedReason).toHaveLength(300);
  expect(logs.length).toBeLessThanOrEqual(12);
  expect(logs.at(-1)).toBe('In the dashboard: /#/runs/1');
  expect(logs.join('').length).toBeLessThanOrEqual(12 * 300);
});
