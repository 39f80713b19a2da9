import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchJob, EMPTY_MAPPING, MigrationOptions, newMigrationId } from '@z2q/contracts';
import { createLogger } from '@z2q/process';
import { insertMigration, listDueBatches, openStore, type Store, startRun } from '@z2q/store';
import { expect, test } from 'vitest';
import type { BatchContext, BatchHandler } from '../batch-handler.ts';
import { createApiAnswers } from '../recovery/api-answers.ts';
import { createRequestRecorder } from './request-recorder.ts';
import { type BatchRunnerDeps, runBatch } from './run-batch.ts';
import { createStoreWatch } from './store-watch.ts';

const now = () => new Date();
const never = new AbortController().signal;
const aMinuteFromNow = () => Date.now() + 60_000;

type Kit = AsyncDisposable & {
  readonly store: Store;
  readonly job: BatchJob;
  readonly deps: BatchRunnerDeps;
};

/** A run with an inventory that has this handler, in a process that cannot enqueue jobs. */
async function inventory(handler: BatchHandler): Promise<Kit> {
  const dir = await mkdtemp(join(tmpdir(), 'z2q-run-'));
  const store = await openStore(dir);
  const migration = {
    id: newMigrationId(),
    name: 'WEB',
    sourceProjectKey: 'WEB',
    targetProjectId: 1,
    mapping: EMPTY_MAPPING,
    options: MigrationOptions.parse({}),
    createdAt: now().toISOString(),
  };
  const { jobs } = await store.write(async (tx) => {
    await insertMigration(tx, migration);
    return startRun(tx, migration, 'migrate', ['extract'], now().toISOString());
  });
  const log = createLogger('test', 'silent');
  const [job] = jobs;
  if (!job) throw new Error('a run begins with its inventory');
  const deps: BatchRunnerDeps = {
    store,
    queues: { enqueue: async () => undefined },
    handlers: { 'extract/project/plan': handler },
    recorder: createRequestRecorder(),
    answers: createApiAnswers(now),
    watch: createStoreWatch({ store, log, now }),
    log,
    now,
    owner: 'me',
    settleMs: 60_000,
    stopping: never,
    leaving: never,
  };
  return {
    store,
    job: BatchJob.strip().parse(job),
    deps,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

test('what the handler of a batch that is given up left behind is cancelled and sends nothing more', async () => {
  let left: BatchContext | undefined;
  await using kit = await inventory(async (context) => {
    left = context;
    throw new Error('one of many calls failed');
  });

  await runBatch(kit.deps, kit.job, never);

  expect(left?.signal.aborted).toBe(true);
  expect(left?.assertHeld).toThrow('handed back');
  expect(left?.throwIfStopped).toThrow('handed back');
});

test('a worker that leaves hands back a batch whose handler does not end, for when its request has arrived', async () => {
  const leaving = new AbortController();
  await using kit = await inventory(() => {
    leaving.abort();
    return new Promise(() => undefined);
  });

  await runBatch({ ...kit.deps, leaving: leaving.signal }, kit.job, never);

  expect(await listDueBatches(kit.store.read, ['extract'], Date.now(), 1)).toEqual([]);
  expect(await listDueBatches(kit.store.read, ['extract'], aMinuteFromNow(), 1)).toMatchObject([kit.job]);
  const row = await kit.store.read.selectFrom('entity_batch_state').select('state').executeTakeFirst();
  expect(row?.state).toBe('pending');
});

test('a checkpoint that cannot be moved is told, without the password in what SQLite said', async () => {
  await using kit = await inventory(async () => ({}));
  const full = new Error('database or disk is full, redis://:secret@host');
  const store = { ...kit.store, write: () => Promise.reject(full) };

  const outcome = await runBatch({ ...kit.deps, store }, kit.job, never);

  expect(outcome).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(
      /^The outcome of the batch could not be stored: .*disk is full.*\[secret\]/,
    ),
  });
});
