import type { BatchJob } from '@z2q/contracts';
import { createLogger } from '@z2q/process';
import {
  addRecords,
  claimBatch,
  completeBatch,
  findRun,
  LEASE_MS,
  listDueBatches,
  markRecords,
  type NewBatch,
  pageFailures,
  type RunStore,
} from '@z2q/store';
import { NOW, NOW_MS, openTestStore } from '@z2q/store/testing';
import { expect, test } from 'vitest';
import type { BatchHandler } from '../batch-handler.ts';
import { createApiAnswers } from '../recovery/api-answers.ts';
import { createRequestRecorder } from './request-recorder.ts';
import { type BatchRunnerDeps, runBatch } from './run-batch.ts';
import { createStoreWatch } from './store-watch.ts';

const never = new AbortController().signal;
const LEASE_AND_MORE_MS = LEASE_MS + 1_000;
const IDS = Array.from({ length: 12 }, (_, index) => `${index + 1}`);
const AT_ONCE = 4;

const records = (...ids: readonly string[]): NewBatch => ({
  stage: 'extract/test_case',
  kind: 'records',
  ids,
});

type Kit = AsyncDisposable & {
  readonly store: RunStore;
  /** Number of workers that have ended. */
  readonly deaths: () => number;
  /** Runs workers of `AT_ONCE` batches each, one after another: when one has ended, the next starts. */
  readonly workOff: (isPoison: (ids: readonly string[]) => boolean) => Promise<void>;
};

/** A run whose given batches are due for extraction. */
async function extraction(batches: readonly NewBatch[]): Promise<Kit> {
  await using stack = new AsyncDisposableStack();
  const kit = stack.use(await openTestStore());
  const { store, jobs } = await kit.begin(await kit.migrate(), ['extract']);
  const finish = async ([job]: readonly BatchJob[], handOn: readonly NewBatch[]) => {
    const lease = { owner: 'me', nowMs: NOW_MS, leaseMs: 1_000 };
    const batch = job && (await store.write((tx) => claimBatch(tx, job, lease)));
    if (!batch) throw new Error('the inventory is due');
    const done = { batch, owner: 'me', failedBefore: 0, now: NOW, handOn };
    return store.write((tx) => completeBatch(tx, done));
  };
  await finish(await finish(jobs, []), batches);
  await store.write((tx) =>
    addRecords(
      tx,
      'test_case',
      IDS.map((sourceId) => ({ sourceId, sourceKey: `WEB-T${sourceId}` })),
    ),
  );
  let nowMs = NOW_MS;
  let deaths = 0;
  const now = () => new Date(nowMs);
  const log = createLogger('test', 'silent');
  const plain: Omit<BatchRunnerDeps, 'handlers'> = {
    store: kit.store,
    watch: createStoreWatch({ store: kit.store, log, now }),
    queues: { enqueue: async () => undefined },
    recorder: createRequestRecorder(),
    answers: createApiAnswers(now),
    log,
    now,
    owner: 'me',
    settleMs: 60_000,
    stopping: never,
    leaving: never,
  };
  const owned = stack.move();
  return {
    store,
    deaths: () => deaths,
    workOff: async (isPoison) => {
      for (; nowMs < NOW_MS + 3_600_000; nowMs += LEASE_AND_MORE_MS) {
        const due = await listDueBatches(kit.store.read, ['extract'], nowMs, AT_ONCE);
        const worker = Promise.withResolvers<'ended' | 'done'>();
        let toTakeUp = due.length;
        let isEnding = false;
        const takenUp = (): void => {
          toTakeUp -= 1;
          if (toTakeUp === 0) worker.resolve(isEnding ? 'ended' : 'done');
        };
        const handler: BatchHandler = async ({ batch: { ids } }) => {
          isEnding ||= isPoison(ids);
          takenUp();
          // The others are in the middle of their work when the worker ends.
          if ((await worker.promise) === 'ended') return new Promise(() => undefined);
          return { commit: (tx) => markRecords(tx, 'test_case', 'extracted', ids) };
        };
        const deps = { ...plain, handlers: { 'extract/test_case/records': handler } };
        const work = due.map(async (job) => {
          const { state } = await runBatch(deps, toJob(job), never);
          // The batch was not taken, was split or was given up, so no handler was called for it.
          if (state !== 'done') takenUp();
        });
        if (due.length === 0) return;
        const end = await worker.promise;
        if (end === 'done') await Promise.all(work);
        if (end === 'ended') deaths += 1;
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const toJob = ({ runId, phase, entityType, batch }: BatchJob): BatchJob => ({
  runId,
  phase,
  entityType,
  batch,
});

test('a record that ends whoever works on it is found and given up, and all others get through', async () => {
  await using kit = await extraction([records(...IDS.slice(0, 8)), records(...IDS.slice(8))]);

  await kit.workOff((ids) => ids.includes('3'));

  const failures = await pageFailures(kit.store.read, {}, 10, null);
  expect(failures).toMatchObject([{ sourceId: '3', sourceKey: 'WEB-T3', code: 'worker_lost' }]);
  expect(failures[0]?.message).toContain('Its worker ended 5 times');
  expect(await findRun(kit.store.read, kit.store.read.runId)).toMatchObject({
    state: 'completed_with_failures',
  });
  expect(kit.deaths()).toBeLessThanOrEqual(9);
});

test('no batch is blamed for what another does to the worker they share', async () => {
  await using kit = await extraction(IDS.map((id) => records(id)));

  await kit.workOff((ids) => ids.includes('1') || ids.includes('6'));

  const failures = await pageFailures(kit.store.read, {}, 20, null);
  expect(failures.map(({ sourceId }) => sourceId)).toEqual(['1', '6']);
});

test('a worker that is killed twice while it works on a batch changes nothing', async () => {
  await using kit = await extraction([records(...IDS)]);
  let kills = 2;

  await kit.workOff(() => kills-- > 0);

  expect(kit.deaths()).toBe(2);
  expect(await findRun(kit.store.read, kit.store.read.runId)).toMatchObject({ state: 'completed' });
});
