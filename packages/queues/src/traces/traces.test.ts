import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newMigrationId, newRunId, type WorkableBatch } from '@z2q/contracts';
import { aWorkableBatch, freePort, openCollector, openRedis, waitFor } from '@z2q/test-kit';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import type { JobOutcome } from '../job-outcome.ts';
import { openQueues } from '../open-queues.ts';
import { openRedisConnection } from '../open-redis-connection.ts';
import { startQueueWorker } from '../start-queue-worker.ts';
import { openTraces, type TracesConfig } from './open-traces.ts';

const DONE: JobOutcome = { state: 'done', summary: { outcome: 'done', records: 1, failed: 0 }, lines: [] };
const HEADERS = { reveal: () => 'authorization=Bearer%20hidden' };

/** The load queue, traced, with a worker that hands on one batch after another up to number `last`. */
async function open(config: TracesConfig | null, last = 0) {
  await using stack = new AsyncDisposableStack();
  const broker = stack.use(await openRedis());
  const redis = openRedisConnection(broker.url, () => undefined);
  stack.defer(() => redis.disconnect());
  const errors: Error[] = [];
  const traces = stack.use(
    await openTraces(config, {
      service: 'loader',
      instance: 'loader-1',
      version: '1',
      onError: (error) => void errors.push(error),
    }),
  );
  const queues = stack.use(openQueues(redis, { traces }));
  const queue = queues.all.find(({ name }) => name === 'load') as Queue;
  const startWorker = () =>
    startQueueWorker({
      redis,
      queue: 'load',
      name: 'loader-1',
      concurrency: 2,
      process: async (job) => {
        if (job.batch < last) await queues.enqueue([aWorkableBatch({ ...job, batch: job.batch + 1 })]);
        return DONE;
      },
      onError: () => undefined,
      traces,
    });
  const held = stack.move();
  return {
    redis,
    queues,
    queue,
    traces,
    errors,
    workOff: async () => {
      await using _worker = startWorker();
      await waitFor(async () => (await queue.getJobCountByTypes('prioritized', 'active')) === 0, {
        what: 'the queue to be worked off',
      });
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Everything that Redis holds of a job. */
async function readJob(redis: Redis, runId: string): Promise<Readonly<Record<string, string>>> {
  const [key = ''] = await redis.keys(`*:${runId}.*`);
  return redis.hgetall(key);
}

test('the job that a batch hands on continues the trace, which is the run', async () => {
  await using collector = await openCollector();
  const batch: WorkableBatch = aWorkableBatch({ runId: newRunId() });
  const migrationId = newMigrationId();
  {
    await using kit = await open({ endpoint: collector.url, headers: HEADERS }, 2);
    kit.traces?.begin(batch.runId, { migrationId });
    await kit.queues.enqueue([batch]);
    await kit.workOff();
  }

  const { spans } = collector;
  const named = (name: string) => spans.filter((span) => span.name === name);
  const [start] = named('start run');
  const [first, second] = named('process load').toSorted(
    (left, right) => Number(left.attributes['z2q.batch']) - Number(right.attributes['z2q.batch']),
  );
  const added = named('addBulk load');
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([batch.runId.replaceAll('-', '')]));
  expect(spans.filter(({ attributes }) => attributes['z2q.run.id'] !== batch.runId)).toEqual([]);
  expect(start).toMatchObject({ service: 'z2q-loader', attributes: { 'z2q.migration.id': migrationId } });
  expect(added.find(({ spanId }) => spanId === first?.parentSpanId)?.parentSpanId).toBe(start?.spanId);
  expect(added.find(({ spanId }) => spanId === second?.parentSpanId)?.parentSpanId).toBe(first?.spanId);
  expect(first?.attributes).toMatchObject({
    'z2q.phase': 'load',
    'z2q.entity_type': 'test_case',
    'z2q.batch': 1,
  });
  expect(collector.headers().authorization).toBe('Bearer hidden');
});

test('a job holds the ids of its trace and nothing else of it, and keeps them when it is added again', async () => {
  await using collector = await openCollector();
  await using kit = await open({ endpoint: collector.url, headers: HEADERS });
  const [batch, other] = [aWorkableBatch({ runId: newRunId() }), aWorkableBatch({ runId: newRunId() })];

  await kit.queues.enqueue([batch, other]);
  const before = await readJob(kit.redis, batch.runId);
  await kit.queues.enqueue([batch]);

  const [job] = (await kit.queue.getJobs('prioritized')).filter(({ data }) => data.runId === batch.runId);
  const traceId = batch.runId.replaceAll('-', '');
  expect(JSON.parse(job?.opts.telemetry?.metadata ?? '{}')).toEqual({
    traceparent: expect.stringMatching(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`)),
  });
  expect(await readJob(kit.redis, batch.runId)).toEqual(before);
  expect(JSON.stringify(before)).not.toContain('hidden');
  expect(await kit.queue.getJobCountByTypes('prioritized')).toBe(2);
});

test('jobs are as without OpenTelemetry if spans are sent nowhere', async () => {
  await using kit = await open(null, 2);
  const batch = aWorkableBatch({ runId: newRunId() });

  await kit.queues.enqueue([batch]);
  const before = await readJob(kit.redis, batch.runId);
  await kit.workOff();

  expect(kit.traces).toBeUndefined();
  expect(JSON.stringify(before)).not.toMatch(/traceparent|"tm"|telemetry/);
  expect(await kit.queue.getJobCountByTypes('completed')).toBe(2);
});

test.for([
  ['is not there', async () => ({ port: await freePort(), [Symbol.asyncDispose]: async () => undefined })],
  ['never answers', openSilent],
] as const)('a collector that %s holds nothing up and is reported once', async ([, openIt]) => {
  await using silent = await openIt();
  const batch = aWorkableBatch({ runId: newRunId() });
  const kit = await open({ endpoint: `http://127.0.0.1:${silent.port}`, headers: null }, 30);

  await kit.queues.enqueue([batch]);
  await kit.workOff();
  const done = await kit.queue.getJobCountByTypes('completed');
  const before = performance.now();
  await kit[Symbol.asyncDispose]();

  expect(done).toBe(30);
  expect(performance.now() - before).toBeLessThan(5_000);
  await waitFor(() => kit.errors.length > 0, { what: 'the report' });
  expect(kit.errors).toHaveLength(1);
});

/** A collector that receives requests and never answers. */
async function openSilent() {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
