import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_MAPPING, MigrationOptions, newMigrationId, type RunState } from '@z2q/contracts';
import { HttpError, type HttpErrorCode, type Recovery } from '@z2q/http';
import { createLogger } from '@z2q/process';
import {
  type Batch,
  claimBatch,
  findNote,
  findRun,
  inRun,
  insertMigration,
  LEASE_MS,
  LeaseLostError,
  listDueBatches,
  openStore,
  type Store,
  StoreError,
  startRun,
} from '@z2q/store';
import { expect, test } from 'vitest';
import { HandedBackError } from '../batch-handler.ts';
import { createApiAnswers } from './api-answers.ts';
import { recoverBatch } from './recover-batch.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const WEEK_MS = 604_800_000;

type Kit = AsyncDisposable & { readonly store: Store; readonly batch: Batch };

async function claimedBatch(attempts: number): Promise<Kit> {
  const dir = await mkdtemp(join(tmpdir(), 'z2q-recover-'));
  const store = await openStore(dir);
  const migration = {
    id: newMigrationId(),
    name: 'WEB',
    sourceProjectKey: 'WEB',
    targetProjectId: 1,
    mapping: EMPTY_MAPPING,
    options: MigrationOptions.parse({}),
    createdAt: NOW.toISOString(),
  };
  const batch = await store.write(async (tx) => {
    await insertMigration(tx, migration);
    const { jobs } = await startRun(tx, migration, 'migrate', ['extract'], NOW.toISOString());
    const [job] = jobs;
    const claimed =
      job && (await claimBatch(tx, job, { owner: 'me', nowMs: NOW.getTime(), leaseMs: LEASE_MS }));
    if (!claimed) throw new Error('the inventory is due');
    return { ...claimed, attempts };
  });
  return {
    store,
    batch,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const httpError = (code: HttpErrorCode, recovery: Recovery, retryAfterMs: number | null = null) =>
  new HttpError(`GET /x ${code}`, {
    code,
    recovery,
    side: 'source',
    method: 'GET',
    path: '/x',
    status: 500,
    apiMessage: null,
    retryAfterMs,
  });

const depsOf = (store: Store) => ({
  store,
  log: createLogger('test', 'silent'),
  owner: 'me',
  settleMs: 60_000,
  now: () => NOW,
  answers: createApiAnswers(() => NOW),
  startedAtMs: NOW.getTime(),
  probe: undefined,
});

async function recover(
  error: unknown,
  attempts = 1,
): Promise<{
  readonly state: RunState | undefined;
  readonly reason: unknown;
  readonly resumesByItself: boolean;
  readonly isDueNow: boolean;
  readonly isDueLater: boolean;
}> {
  await using kit = await claimedBatch(attempts);

  await recoverBatch(depsOf(kit.store), kit.batch, error);

  const run = await findRun(kit.store.read, kit.batch.runId);
  const isDue = async (atMs: number) =>
    (await listDueBatches(kit.store.read, ['extract'], atMs, 1)).length > 0;
  return {
    state: run?.state,
    reason: run?.pauseReason,
    resumesByItself: run?.resumeAt != null,
    isDueNow: await isDue(NOW.getTime()),
    isDueLater: await isDue(NOW.getTime() + WEEK_MS),
  };
}

test.each([
  ['handed back: due at once', new HandedBackError('stopping'), 1, { state: 'running', isDueNow: true }],
  [
    'taken over by another worker: left to it',
    new LeaseLostError({
      runId: newMigrationId() as never,
      phase: 'extract',
      entityType: 'project',
      batch: 0,
    }),
    1,
    { state: 'running', isDueNow: false },
  ],
  [
    'throttled: due when the API said',
    httpError('throttled', 'throttle', 60_000),
    9,
    { state: 'running', isDueNow: false, isDueLater: true },
  ],
  [
    'throttled for long: paused until then',
    httpError('throttled', 'throttle', 600_000),
    1,
    { state: 'paused', reason: 'quota', resumesByItself: true },
  ],
  [
    'unreachable once: tried again soon',
    httpError('unreachable', 'retry'),
    1,
    { state: 'running', isDueNow: false, isDueLater: true },
  ],
  [
    'unreachable for long: paused, and goes on by itself',
    httpError('unreachable', 'retry'),
    3,
    { state: 'paused', reason: 'source_unreachable', resumesByItself: true },
  ],
  [
    'a wrong token: paused, and goes on by itself',
    httpError('unauthorized', 'give-up'),
    1,
    { state: 'paused', reason: 'unauthorized', resumesByItself: true },
  ],
  [
    'a spent quota: paused',
    httpError('quota_exhausted', 'throttle'),
    1,
    { state: 'paused', reason: 'quota', resumesByItself: true },
  ],
  [
    'a write in doubt: looked for after a while',
    httpError('timeout', 'in-doubt'),
    1,
    { state: 'running', isDueNow: false, isDueLater: true },
  ],
  [
    'led elsewhere once: tried again soon',
    httpError('redirect_refused', 'give-up'),
    1,
    { state: 'running', isDueNow: false, isDueLater: true },
  ],
  [
    'answered without end again and again: the run fails, with the reason',
    httpError('answer_too_large', 'give-up'),
    3,
    { state: 'failed' },
  ],
  [
    'a full disk: paused',
    Object.assign(new Error('full'), { code: 'ENOSPC' }),
    1,
    { state: 'paused', reason: 'disk_full', resumesByItself: true },
  ],
  [
    'a full disk under the database: paused',
    new StoreError('full'),
    1,
    { state: 'paused', reason: 'disk_full', resumesByItself: true },
  ],
  [
    'an unexpected error: tried again',
    new TypeError('a bug'),
    1,
    { state: 'running', isDueNow: false, isDueLater: true },
  ],
  [
    'an unexpected error again and again: the run fails, with the reason',
    new TypeError('a bug'),
    3,
    { state: 'failed' },
  ],
] as const)('%s', async (_, error, attempts, expected) => {
  expect(await recover(error, attempts)).toMatchObject(expected);
});

test.each([
  ['failed at once', httpError('unreachable', 'retry'), 'GET /x unreachable'],
  ['was handed back to wait', new HandedBackError('the worker stops', 1_000), 'the worker stops'],
  ['was handed back because the run is paused', new HandedBackError('the run is not running'), null],
])('a batch that %s keeps only what its run may tell as the reason of a delay', async (_, error, note) => {
  await using kit = await claimedBatch(1);
  const run = await findRun(kit.store.read, kit.batch.runId);
  if (!run) throw new Error('there is a run');

  await recoverBatch(depsOf(kit.store), kit.batch, error);

  const kept = await findNote(inRun(kit.store.read, run), { phase: 'extract', type: 'project' });
  expect(kept).toBe(note);
});

test('a call that the whole run needs, and that fails while the host answers others, pauses nothing', async () => {
  await using kit = await claimedBatch(3);
  const probe = () => Promise.resolve();

  await recoverBatch({ ...depsOf(kit.store), probe }, kit.batch, httpError('server_error', 'retry'));

  const run = await findRun(kit.store.read, kit.batch.runId);
  const [due] = await listDueBatches(kit.store.read, ['extract'], NOW.getTime() + 10_000, 1);
  expect(run).toMatchObject({ state: 'running', pauseReason: null });
  expect(due).toBeDefined();
});

test.each([
  ['goes back', 1, { state: 'running' }],
  [
    'ends its run, which says why',
    5,
    { state: 'failed', recommendedAction: expect.stringContaining('no column') },
  ],
] as const)('a batch whose recovery fails as well %s', async (_, attempts, expected) => {
  await using kit = await claimedBatch(attempts);
  let writes = 0;
  const write: Store['write'] = (act) => {
    writes += 1;
    return writes === 1 ? Promise.reject(new Error('no column of that name')) : kit.store.write(act);
  };

  const outcome = await recoverBatch(depsOf({ ...kit.store, write }), kit.batch, new TypeError('a bug'));

  expect(outcome).toMatchObject({ state: 'failed', reason: expect.stringContaining('no column') });
  expect(await findRun(kit.store.read, kit.batch.runId)).toMatchObject(expected);
  const row = await kit.store.read.selectFrom('entity_batch_state').select('state').executeTakeFirst();
  expect(row?.state).toBe('pending');
});
