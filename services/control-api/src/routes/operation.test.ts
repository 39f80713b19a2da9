import { dashboardPages, type RunId } from '@z2q/contracts';
import { openRedisConnection, startQueueWorker } from '@z2q/queues';
import { inRun, reportWorker, setCount } from '@z2q/store';
import { aWorkableBatch, waitFor } from '@z2q/test-kit';
import { afterAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../open-test-api.ts';
import { loadRun } from '../runs/load-run.ts';

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
  expect(answer.body).toContain('z2q_workers{worker="validator",service="control-api"} 0');
  expect(answer.body).toContain('z2q_batches{phase="extract",state="due",service="control-api"} 1');
  expect(answer.body).toMatch(/z2q_batches_oldest_seconds\{phase="extract",state="due",[^}]*\} \d/);
  expect(answer.body).toContain('z2q_runs_paused{reason="unauthorized",service="control-api"} 0');
  expect(answer.body).toMatch(
    /z2q_run_info\{run="[^"]+",project="WEB",target_project="7",kind="migrate",state="queued"/,
  );
  expect(answer.body).toMatch(/z2q_build_info\{version="\d+\.\d+\.\d+",commit="[0-9a-f]{40}"/);
  expect(answer.body).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(answer.body).toContain('process_resident_memory_bytes');
});

test('records are told of each run by itself, and not added up over runs', async () => {
  await using own = await openTestApi();
  const id = await own.aMigration();
  for (const verified of [20, 3]) await withCases(own, await own.aRun(id, 'completed'), verified);

  const { body } = await own.call('GET', '/metrics');

  const lines = body.matchAll(/^z2q_records\{.*entity_type="test_case",stage="verified".*\} (\d+)$/gm);
  expect([...lines].map(([, count]) => Number(count)).sort()).toEqual([20, 3]);
});

const withCases = ({ context }: TestApi, runId: RunId, verified: number): Promise<void> =>
  context.store.write(async (tx) =>
    setCount(inRun(tx, await loadRun(tx, runId)), 'test_case', 'verified', verified),
  );

test('the budgets are told as they stand, with what the other API wants', async () => {
  await using own = await openTestApi({ ZEPHYR_MAX_RPS: '10' });
  await own.context.sourceBudget.acquire();
  await own.context.targetBudget.penalise(30_000);

  const { body } = await own.call('GET', '/metrics');

  const told = (name: string, side: string): number =>
    Number(new RegExp(`^${name}\\{side="${side}".*\\} (.+)$`, 'm').exec(body)?.[1]);
  expect(told('z2q_api_budget_requests_per_second', 'source')).toBe(10);
  expect(told('z2q_api_budget_left', 'source')).toBeGreaterThanOrEqual(8);
  expect(told('z2q_api_held_back_seconds', 'source')).toBe(0);
  expect(told('z2q_api_held_back_seconds', 'target')).toBeGreaterThan(25);
  expect(told('z2q_api_budget_left', 'target')).toBeNaN();
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
  const batch = aWorkableBatch({ phase: 'validate' });
  const page = dashboardPages.failures(batch.runId);
  await queues.enqueue([batch]);
  stack.use(
    startQueueWorker({
      redis,
      queue: 'validate',
      name: 'validator-1',
      concurrency: 1,
      process: async () => ({ state: 'done', summary, lines: ['WEB-T1 failed'], page }),
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
    externalUrl: { href: page, displayText: 'What failed →' },
  });
  expect(logs.json()).toEqual(['WEB-T1 failed', `In the dashboard: ${page}`]);
});

test('a job with data that are not ours hides no other job, and leads nowhere but to the dashboard', async () => {
  const queue = api.context.queues.all.find(({ name }) => name === 'transform');
  const job = await queue?.add('of another program', { runId: 7, page: 'https://example.com' });

  const answer = await api.call('GET', '/queues/api/queues?activeQueue=transform&status=waiting');
  await job?.remove();

  const { jobs } = answer.json().queues.find(({ name }: { name: string }) => name === 'transform');
  expect(jobs).toMatchObject([{ name: 'of another program', externalUrl: { href: '/' } }]);
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
