import { openRedisConnection, startQueueWorker } from '@z2q/queues';
import { reportWorker } from '@z2q/store';
import { aWorkableBatch, waitFor } from '@z2q/test-kit';
import { afterAll, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());

const LOADER = { service: 'loader', host: 'a', since: new Date().toISOString(), jobsInHand: 2 };

const reportLoader = (id: string, seenAtMs: number): Promise<void> =>
  api.context.store.write((tx) => reportWorker(tx, { ...LOADER, id }, seenAtMs));

test('workers that were seen lately are listed, others are not', async () => {
  await reportLoader('alive', Date.now());
  await reportLoader('dead', Date.now() - 60_000);

  const answer = await api.call('GET', '/v1/workers');

  expect(answer.json()).toEqual({ items: [{ ...LOADER, id: 'alive' }], nextCursor: null });
});

test('metrics tell queues, runs, records, workers and the process', async () => {
  const id = await api.aMigration();
  await api.call('POST', `/v1/migrations/${id}/runs`);
  await reportLoader('alive', Date.now());

  const answer = await api.call('GET', '/metrics');

  expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  expect(answer.body).toMatch(
    /z2q_queue_jobs\{queue="extract",state="(waiting|prioritized)",service="control-api"\} 1/,
  );
  expect(answer.body).toContain('z2q_runs{state="queued",service="control-api"} 1');
  expect(answer.body).toContain('z2q_workers{worker="loader",service="control-api"} 1');
  expect(answer.body).toContain('process_resident_memory_bytes');
});

test('Bull Board shows the queues and lets nobody change them', async () => {
  const { queues } = (await api.call('GET', '/queues/api/queues')).json();

  const emptied = await api.call('PUT' as 'POST', '/queues/api/queues/extract/empty');

  expect(queues.map((queue: { name: string }) => queue.name).sort()).toEqual([
    'extract',
    'load',
    'transform',
    'validate',
  ]);
  expect(queues[0]).toMatchObject({ readOnlyMode: true });
  expect(emptied.statusCode).toBe(405);
});

test('Bull Board shows what became of jobs that are over', async () => {
  await using stack = new AsyncDisposableStack();
  const { config, queues } = api.context;
  const redis = openRedisConnection(config.redisUrl, () => undefined);
  stack.defer(() => redis.disconnect());
  const summary = { outcome: 'done, with failures', records: 50, failed: 2 } as const;
  await queues.enqueue([aWorkableBatch({ phase: 'validate' })]);
  stack.use(
    startQueueWorker({
      redis,
      queue: 'validate',
      name: 'validator-1',
      concurrency: 1,
      process: async () => ({ state: 'done', summary, lines: ['WEB-T1 failed (altered_on_target): No'] }),
      onError: () => undefined,
    }),
  );

  const listed = await waitFor(
    async () => {
      const url = '/queues/api/queues?activeQueue=validate&status=completed';
      const { queues: all } = (await api.call('GET', url)).json();
      return all.find(({ name }: { name: string }) => name === 'validate').jobs[0];
    },
    { what: 'the finished job' },
  );
  const logs = await api.call('GET', `/queues/api/queues/validate/${listed.id}/logs`);

  expect(listed).toMatchObject({
    name: 'validate test cases of WEB, 50 (2 failed)',
    returnValue: summary,
    processedBy: 'validator-1',
  });
  expect(logs.json()).toEqual(['WEB-T1 failed (altered_on_target): No']);
});

test('no page and no answer holds a secret', async () => {
  const id = await api.aMigration();
  const paths = [
    '/v1/migrations',
    `/v1/migrations/${id}`,
    '/docs',
    '/docs/json',
    '/queues',
    '/metrics',
    '/x',
  ];

  const answers = await Promise.all(paths.map((path) => api.call('GET', path)));
  const preflight = await api.call('POST', `/v1/migrations/${id}/preflight`);

  for (const { body, headers } of [...answers, preflight]) {
    expect(`${body}${JSON.stringify(headers)}`).not.toMatch(/zephyr-secret|qtest-secret|test-token-of/);
  }
});
