import { type BatchJob, EMPTY_MAPPING, MigrationOptions, newMigrationId, type RunId } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import { createLogger } from '@z2q/process';
import { openQueues, openRedisConnection, type Queues, startQueueWorker } from '@z2q/queues';
import {
  addRecords,
  findRun,
  insertMigration,
  listBatchKeys,
  type Migration,
  openStore,
  type Store,
  startRun,
  storeFailures,
} from '@z2q/store';
import { openRedis, tempDir, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { type BatchHandlers, HandedBackError } from '../batch-handler.ts';
import { createApiAnswers } from '../recovery/api-answers.ts';
import { reconcile } from './reconcile.ts';
import { createRequestRecorder } from './request-recorder.ts';
import { runBatch } from './run-batch.ts';
import { createStoreWatch } from './store-watch.ts';

type Kit = AsyncDisposable & {
  readonly store: Store;
  readonly queues: Queues;
  readonly queue: Queues['all'][number];
  readonly migration: Migration;
};

const now = (): Date => new Date();
const never = new AbortController().signal;

/** A worker of the extract queue as in a service, with a store and a Redis of its own. */
async function openWorker(handlers: BatchHandlers): Promise<Kit> {
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(await tempDir());
  const store = stack.use(await openStore(dir.path));
  const redis = openRedisConnection(stack.use(await openRedis()).url, () => undefined);
  stack.defer(() => redis.disconnect());
  const listKeys = (batches: readonly BatchJob[]) => listBatchKeys(store.read, batches);
  const queues = stack.use(openQueues(redis, { listKeys }));
  const queue = queues.all.find(({ name }) => name === 'extract');
  if (!queue) throw new Error('There is no queue for extraction');
  const log = createLogger('test', 'silent');
  const deps = {
    store,
    queues,
    handlers,
    recorder: createRequestRecorder(),
    answers: createApiAnswers(now),
    watch: createStoreWatch({ store, log, now }),
    log,
    now,
    settleMs: 60_000,
    owner: 'extractor-1',
    stopping: never,
    leaving: never,
  };
  stack.use(
    startQueueWorker({
      redis,
      queue: 'extract',
      name: deps.owner,
      concurrency: 2,
      process: (job, signal) => runBatch(deps, job, signal),
      onError: () => undefined,
    }),
  );
  const migration = {
    id: newMigrationId(),
    name: 'WEB',
    sourceProjectKey: 'WEB',
    targetProjectId: 1,
    mapping: EMPTY_MAPPING,
    options: MigrationOptions.parse({}),
    createdAt: now().toISOString(),
  };
  await store.write((tx) => insertMigration(tx, migration));
  const held = stack.move();
  return { store, queues, queue, migration, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

const begin = ({ store, migration }: Kit): Promise<RunId> =>
  store.write(async (tx) => (await startRun(tx, migration, 'migrate', ['extract'], now().toISOString())).id);

/** Reconciles until the run is over and its last job is finished. */
async function workOff({ store, queues, queue }: Kit, runId: RunId): Promise<void> {
  const isOver = async (): Promise<boolean> => {
    await reconcile(store, queues, 'extract', { nowMs: Date.now(), settleMs: 60_000 });
    const run = await findRun(store.read, runId);
    return run?.finishedAt != null && (await queue.getActiveCount()) === 0;
  };
  await waitFor(isOver, { what: 'the run to be over', timeoutMs: 30_000 });
}

const refusal = new HttpError('GET /testcases/WEB-T4 answered 400', {
  code: 'refused',
  recovery: 'give-up',
  side: 'source',
  method: 'GET',
  path: '/testcases/WEB-T4',
  status: 400,
  apiMessage: null,
  retryAfterMs: null,
});

/**
 * Handlers for six test cases: the first fails, the fourth is refused, and the batch of the sixth is handed back
 * once.
 */
function troubled(): BatchHandlers {
  let wasHandedBack = false;
  const stage = 'extract/test_case';
  const batches = [['1', '2', '3'], ['4', '5'], ['6']];
  return {
    'extract/project/plan': async () => ({
      handOn: batches.map((ids) => ({ stage, kind: 'records', ids })),
      commit: async (tx) => {
        const names = batches.flat().map((sourceId) => ({ sourceId, sourceKey: `WEB-T${sourceId}` }));
        await addRecords(tx, 'test_case', names);
      },
    }),
    'extract/project/finish': async () => ({}),
    'extract/test_case/records': async ({ batch }) => {
      if (batch.ids.includes('4')) throw refusal;
      if (batch.ids.includes('6') && !wasHandedBack) {
        wasHandedBack = true;
        throw new HandedBackError('the worker is stopping');
      }
      const failures = batch.ids
        .filter((id) => id === '1')
        .map((sourceId) => ({
          sourceId,
          sourceKey: 'WEB-T1',
          code: 'source_record_unreadable' as const,
          message: 'No name',
        }));
      const failed = { runId: batch.runId, phase: 'extract', entityType: 'test_case', failures } as const;
      return { commit: (tx) => storeFailures(tx, { ...failed, now: now().toISOString() }) };
    },
  };
}

test('whoever watches the queue sees what was done, what failed in it, and what came back and why', async () => {
  await using kit = await openWorker(troubled());

  await workOff(kit, await begin(kit));

  const completed = await kit.queue.getCompleted();
  const failed = await kit.queue.getFailed();
  expect(completed.map(({ name, returnvalue }) => [name, returnvalue])).toEqual(
    expect.arrayContaining([
      ['take the inventory of WEB', { outcome: 'done', records: 0, failed: 0 }],
      ['extract test cases WEB-T1 – WEB-T3', { outcome: 'done, with failures', records: 3, failed: 1 }],
      ['extract test case WEB-T6', { outcome: 'done', records: 1, failed: 0 }],
    ]),
  );
  expect(failed.map(({ name, failedReason }) => `${name} | ${failedReason}`).toSorted()).toEqual([
    expect.stringMatching(/^extract test case WEB-T4 \| Given up \(source_refused\): GET .*WEB-T4/),
    'extract test case WEB-T6 | Handed back, to be tried again at once: the worker is stopping',
    'extract test cases WEB-T4 – WEB-T5 | Split in two, to find the record that is bad: GET /testcases/WEB-T4 answered 400',
  ]);
  expect(failed.map(({ data }) => data.keys)).toContainEqual({ from: 'WEB-T4', to: 'WEB-T5' });
});

test('the log of a job names the records that failed by it, or the error that it met', async () => {
  await using kit = await openWorker(troubled());
  const logsOf = async (jobs: readonly { readonly id?: string | undefined }[]) =>
    Promise.all(jobs.map(async ({ id = '' }) => (await kit.queue.getJobLogs(id)).logs));

  const runId = await begin(kit);
  await workOff(kit, runId);

  const withFailures = (await kit.queue.getCompleted()).filter(({ returnvalue }) => returnvalue.failed > 0);
  expect(await logsOf(withFailures)).toEqual([
    ['WEB-T1 failed (source_record_unreadable): No name', `In the dashboard: /#/runs/${runId}/failures`],
  ]);
  expect(await logsOf(await kit.queue.getFailed())).toContainEqual([
    'HttpError: GET /testcases/WEB-T4 answered 400',
    `In the dashboard: /#/runs/${runId}`,
  ]);
});

test('a batch that nobody may work on now leaves no trace, however often it is named', async () => {
  await using kit = await openWorker({});
  const { jobs } = await kit.store.write((tx) =>
    startRun(tx, kit.migration, 'migrate', ['extract'], now().toISOString()),
  );
  await kit.store.write((tx) => tx.updateTable('runs').set({ state: 'paused' }).execute());

  for (let time = 0; time < 3; time += 1) {
    await kit.queues.enqueue(jobs);
    await waitFor(async () => (await kit.queue.getJobCountByTypes('prioritized', 'active')) === 0, {
      what: 'the queue to be worked off',
    });
  }

  expect(await kit.queue.getJobCountByTypes('completed', 'failed')).toBe(0);
});
