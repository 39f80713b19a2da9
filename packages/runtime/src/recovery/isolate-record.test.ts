import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BatchJob, EMPTY_MAPPING, MigrationOptions, newMigrationId, type RunId } from '@z2q/contracts';
import { HttpError, type HttpErrorCode, type Recovery } from '@z2q/http';
import { createLogger } from '@z2q/process';
import {
  addRecords,
  type Batch,
  claimBatch,
  completeBatch,
  findRun,
  inRun,
  insertMigration,
  listDueBatches,
  type Migration,
  type NewBatch,
  openStore,
  pageFailures,
  type RunStore,
  resumeRun,
  type Store,
  startRun,
  storeOfRun,
} from '@z2q/store';
import { expect, test } from 'vitest';
import { RecordTroubleError } from '../batch-handler.ts';
import { createApiAnswers } from './api-answers.ts';
import { recoverBatch } from './recover-batch.ts';

const START_MS = Date.parse('2026-11-22T12:00:00Z');
const MINUTE_MS = 60_000;
const IDS = ['1', '2', '3', '4', '5', '6', '7'];
const POISON = '3';

type Kit = AsyncDisposable & { readonly store: Store; readonly runStore: RunStore; readonly runId: RunId };

/** A run whose batch of seven test cases is due for extraction. */
async function extraction(options: Partial<MigrationOptions> = {}): Promise<Kit> {
  const dir = await mkdtemp(join(tmpdir(), 'z2q-isolate-'));
  const store = await openStore(dir);
  const createdAt = new Date(START_MS).toISOString();
  const migration: Migration = {
    id: newMigrationId(),
    name: 'WEB',
    sourceProjectKey: 'WEB',
    targetProjectId: 1,
    mapping: EMPTY_MAPPING,
    options: MigrationOptions.parse(options),
    createdAt,
  };
  const run = await store.write(async (tx) => {
    await insertMigration(tx, migration);
    const started = await startRun(tx, migration, 'migrate', ['extract'], createdAt);
    const runTx = inRun(tx, started);
    const names = IDS.map((sourceId) => ({ sourceId, sourceKey: `WEB-T${sourceId}` }));
    await addRecords(runTx, 'test_case', names);
    const completeNext = async ([job]: readonly BatchJob[], handOn: readonly NewBatch[]) => {
      const batch = job && (await claimBatch(tx, job, { owner: 'me', nowMs: START_MS, leaseMs: MINUTE_MS }));
      if (!batch) throw new Error('the inventory is due');
      return completeBatch(runTx, { batch, owner: 'me', failedBefore: 0, now: createdAt, handOn });
    };
    const finish = await completeNext(started.jobs, []);
    await completeNext(finish, [{ stage: 'extract/test_case', kind: 'records', ids: IDS }]);
    return started;
  });
  return {
    store,
    runStore: storeOfRun(store, run),
    runId: run.id,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

type Host = {
  readonly fault: Error;
  /** Whether other requests succeed while the batch with the bad record fails. */
  readonly isUp: boolean;
  readonly probe?: () => Promise<unknown>;
};

/**
 * Works for an hour, as a worker does. A batch that contains the bad record always fails.
 * @returns the number of failures.
 */
async function workOff({ store, runStore, runId }: Kit, { fault, isUp, probe }: Host): Promise<number> {
  let nowMs = START_MS;
  let attempts = 0;
  const now = () => new Date(nowMs);
  const answers = createApiAnswers(now);
  const log = createLogger('test', 'silent');
  for (; nowMs < START_MS + 60 * MINUTE_MS; nowMs += MINUTE_MS) {
    await store.write((tx) => resumeRun(tx, runId));
    const [job] = await listDueBatches(store.read, ['extract'], nowMs, 1);
    if (!job) return attempts;
    const batch = await store.write((tx) => claimBatch(tx, job, { owner: 'me', nowMs, leaseMs: MINUTE_MS }));
    if (!batch) throw new Error('the batch is due');
    if (isUp) answers.observe({ side: 'source', method: 'GET', outcome: 'ok' });
    if (batch.ids.includes(POISON)) {
      attempts += 1;
      const deps = { store, log, owner: 'me', now, answers, startedAtMs: nowMs, settleMs: MINUTE_MS, probe };
      await recoverBatch(deps, batch, fault);
    } else await finish(runStore, batch, now());
  }
  return attempts;
}

async function finish({ write }: RunStore, batch: Batch, now: Date): Promise<void> {
  const rest = { owner: 'me', handOn: [], failedBefore: 0, now: now.toISOString() };
  await write((tx) => completeBatch(tx, { batch, ...rest }));
}

const faultOf = (code: HttpErrorCode, recovery: Recovery, status: number | null): HttpError =>
  new HttpError(`GET /testcases/WEB-T3/links answered ${status}`, {
    code,
    recovery,
    side: 'source',
    method: 'GET',
    path: '/testcases/WEB-T3/links',
    status,
    apiMessage: null,
    retryAfterMs: null,
  });
const SERVER_ERROR = faultOf('server_error', 'retry', 500);

test.each([
  ['a server error', SERVER_ERROR, 'source_error'],
  ['a time-out', faultOf('timeout', 'retry', null), 'source_error'],
  ['an answer of another shape', faultOf('bad_answer', 'give-up', 200), 'source_error'],
  ['an exception that nobody thought of', new URIError('URI malformed'), 'source_error'],
  ['403', faultOf('forbidden', 'give-up', 403), 'source_refused'],
] as const)('a record that always gets %s fails alone while the host answers others', async (...given) => {
  const [, fault, code] = given;
  await using kit = await extraction();

  await workOff(kit, { fault, isUp: true });

  const failures = await pageFailures(kit.runStore.read, {}, 10, null);
  expect(failures).toMatchObject([
    { phase: 'extract', entityType: 'test_case', sourceId: POISON, sourceKey: 'WEB-T3', code },
  ]);
  expect(failures[0]?.message).toContain(fault.message);
  expect(failures[0]?.message).toContain('retry');
  expect((await findRun(kit.store.read, kit.runId))?.state).toBe('completed_with_failures');
});

test('a record whose call always times out is tried five times where the call says whose it is', async () => {
  await using kit = await extraction();

  const fault = new RecordTroubleError(POISON, faultOf('timeout', 'retry', null));
  const attempts = await workOff(kit, { fault, isUp: true });

  expect(attempts).toBe(5);
  expect(await pageFailures(kit.runStore.read, {}, 10, null)).toMatchObject([{ sourceId: POISON }]);
});

test('while nothing gets through no record is given up, and the run goes on trying', async () => {
  await using kit = await extraction();

  const attempts = await workOff(kit, { fault: SERVER_ERROR, isUp: false });

  expect(attempts).toBe(60);
  expect(await pageFailures(kit.runStore.read, {}, 10, null)).toEqual([]);
  expect(await findRun(kit.store.read, kit.runId)).toMatchObject({
    state: 'paused',
    pauseReason: 'source_unreachable',
  });
});

test('when nobody else calls the host, it is asked for something that it has', async () => {
  await using kit = await extraction();

  await workOff(kit, { fault: SERVER_ERROR, isUp: false, probe: async () => 'the project' });

  expect(await pageFailures(kit.runStore.read, {}, 10, null)).toHaveLength(1);
});

test('a host that does not answer that question either is away', async () => {
  await using kit = await extraction();

  await workOff(kit, { fault: SERVER_ERROR, isUp: false, probe: () => Promise.reject(SERVER_ERROR) });

  expect(await pageFailures(kit.runStore.read, {}, 10, null)).toEqual([]);
});
