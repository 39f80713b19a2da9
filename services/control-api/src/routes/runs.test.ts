import { randomUUID } from 'node:crypto';
import { type MigrationId, PauseReason, type RunId, RunView, type TestCaseDraft } from '@z2q/contracts';
import {
  addRecords,
  listDuePauses,
  pauseRun,
  saveDrafts,
  saveListed,
  storeFailures,
  storeOfRun,
} from '@z2q/store';
import { afterAll, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());

test('a run is accepted, its first batch enqueued, and a second one beside it refused', async () => {
  const migrationId = await api.aMigration();

  const started = await api.call('POST', `/v1/migrations/${migrationId}/runs`);
  const second = await api.call('POST', `/v1/migrations/${migrationId}/runs`);

  const { id } = started.json();
  expect(started.statusCode).toBe(202);
  expect(started.headers.location).toBe(`/v1/runs/${id}`);
  const [extract] = api.context.queues.all;
  expect(await extract?.count()).toBeGreaterThan(0);
  expect(second.json()).toMatchObject({ status: 409, code: 'run_in_progress' });
  expect(second.json().detail).toContain(id);
  const read = await api.call('GET', `/v1/runs/${id}`);
  expect(RunView.parse(read.json()).phases).toEqual(['extract', 'transform', 'load', 'validate']);
});

test.for(['transform', 'load', 'validate'])(
  '%s alone is refused while nothing is extracted: it would be over at once and look done',
  async (phase) => {
    const migrationId = await api.aMigration();

    const refused = await api.call('POST', `/v1/migrations/${migrationId}/runs`, {
      body: { phases: [phase] },
    });

    expect(refused.json()).toMatchObject({ status: 409, code: 'not_extracted' });
    expect(refused.json().fix).toContain('extract first');
    expect((await api.call('GET', `/v1/migrations/${migrationId}`)).json().runs).toEqual([]);
  },
);

test('load alone is refused while nothing is transformed, and taken once something is', async () => {
  const migrationId = await api.aMigration();
  const extracted = await api.aRun(migrationId, 'completed');
  const { write } = storeOfRun(api.context.store, { id: extracted, migrationId });
  await write((tx) =>
    saveListed(tx, 'test_case', [{ sourceId: '1', sourceKey: 'WEB-T1', folderId: null, raw: {} }]),
  );
  const load = () => api.call('POST', `/v1/migrations/${migrationId}/runs`, { body: { phases: ['load'] } });

  const early = await load();
  await write((tx) => saveDrafts(tx, 'test_case', [{ draft: DRAFT, contentHash: 'x' }]));
  const late = await load();

  expect(early.json()).toMatchObject({ status: 409, code: 'not_transformed' });
  expect(early.json().fix).toContain('Run transform first');
  expect(late.statusCode).toBe(202);
});

test('a rollback is a run without phases', async () => {
  const migrationId = await api.aMigration();

  const { id } = (await api.call('POST', `/v1/migrations/${migrationId}/rollback`)).json();

  const run = (await api.call('GET', `/v1/runs/${id}`)).json();
  expect(run).toMatchObject({ kind: 'rollback', phases: [] });
});

test('a run is paused, resumed and cancelled, each only where its state allows', async () => {
  const id = await api.aRun(await api.aMigration(), 'running');
  const act = (what: string) => api.call('POST', `/v1/runs/${id}/${what}`);
  const read = async () => (await api.call('GET', `/v1/runs/${id}`)).json();

  expect((await act('resume')).json()).toMatchObject({ status: 409, code: 'run_not_paused' });
  expect((await act('pause')).statusCode).toBe(202);
  expect(await read()).toMatchObject({ state: 'paused', pauseReason: 'operator' });
  expect((await act('pause')).statusCode).toBe(202);
  expect((await act('resume')).statusCode).toBe(202);
  expect(await read()).toMatchObject({ state: 'running', pauseReason: null });
  expect((await act('cancel')).statusCode).toBe(202);
  expect(await read()).toMatchObject({ state: 'cancelled' });
  expect((await act('cancel')).json()).toMatchObject({ status: 409, code: 'run_not_unfinished' });
  expect((await act('pause')).json()).toMatchObject({ status: 409, code: 'run_not_running' });
});

test('a run that is resumed does not wait for what an API asked for', async () => {
  const id = await api.aRun(await api.aMigration(), 'running');
  const { sourceBudget, targetBudget } = api.context;
  await sourceBudget.penalise(3_600_000);
  await targetBudget.penalise(3_600_000);

  await api.call('POST', `/v1/runs/${id}/pause`);
  await api.call('POST', `/v1/runs/${id}/resume`);

  await expect(sourceBudget.acquire()).resolves.toBeUndefined();
  await expect(targetBudget.acquire()).resolves.toBeUndefined();
});

test.for(PauseReason.options)(
  'a run that is paused for %s is paused by the operator from then on',
  async (reason) => {
    const id = await api.aRun(await api.aMigration(), 'running');
    const pause = { reason, recommendedAction: 'Wait.', resumeAt: 0 };
    await api.context.store.write((tx) => pauseRun(tx, id, pause));

    const answer = await api.call('POST', `/v1/runs/${id}/pause`);

    expect(answer.statusCode).toBe(202);
    expect((await api.call('GET', `/v1/runs/${id}`)).json()).toMatchObject({
      state: 'paused',
      pauseReason: 'operator',
    });
    const due = await listDuePauses(api.context.store.read, Date.now());
    expect(due.map((pause) => pause.id)).not.toContain(id);
  },
);

test('a retry requeues the failed records asked for, and waits for the run to be over', async () => {
  const migrationId = await api.aMigration();
  const id = await api.aRun(migrationId, 'running');
  const early = await api.call('POST', `/v1/runs/${id}/retry`);
  await api.call('POST', `/v1/runs/${id}/cancel`);
  await failTwo(migrationId, id);

  const none = await api.call('POST', `/v1/runs/${id}/retry`, { body: { code: 'target_refused' } });
  const { items } = (await api.call('GET', `/v1/runs/${id}/failures`)).json();
  const byKey = { sourceIds: ['WEB-T1'], sourceKeys: ['WEB-T1'] };
  const one = await api.call('POST', `/v1/runs/${id}/retry`, { body: byKey });

  expect(early.json()).toMatchObject({ status: 409, code: 'run_not_finished' });
  expect(none.json()).toEqual({ requeued: 0 });
  expect(items).toMatchObject([{ sourceKey: 'WEB-T1' }, { sourceKey: 'WEB-T2' }]);
  expect(one.statusCode).toBe(202);
  expect(one.json()).toEqual({ requeued: 1 });
});

test('checkpoints and failures are listed in pages, and failures by their names', async () => {
  const migrationId = await api.aMigration();
  const id = await api.aRun(migrationId, 'running');
  await failTwo(migrationId, id);

  const checkpoints = (await api.call('GET', `/v1/runs/${id}/checkpoints?limit=1`)).json();
  const first = (await api.call('GET', `/v1/runs/${id}/failures?limit=1`)).json();
  const second = (await api.call('GET', `/v1/runs/${id}/failures?cursor=${first.nextCursor}`)).json();
  const named = (await api.call('GET', `/v1/runs/${id}/failures?sourceKey=WEB-T2&phase=extract`)).json();
  const other = (await api.call('GET', `/v1/runs/${id}/failures?entityType=folder`)).json();

  expect(checkpoints.items).toMatchObject([{ phase: 'extract', entityType: 'project', state: 'pending' }]);
  expect(first.items).toMatchObject([{ sourceId: '1', code: 'source_record_unreadable' }]);
  expect(second).toMatchObject({ items: [{ sourceId: '2' }], nextCursor: null });
  expect(named.items).toHaveLength(1);
  expect(other).toEqual({ items: [], nextCursor: null });
});

test('a run nobody started is not found, whatever is asked of it', async () => {
  const id = randomUUID();
  const gets = ['', '/checkpoints', '/failures', '/report', '/events'];
  const posts = ['/pause', '/resume', '/cancel', '/retry'];

  const answers = await Promise.all([
    ...gets.map((path) => api.call('GET', `/v1/runs/${id}${path}`)),
    ...posts.map((path) => api.call('POST', `/v1/runs/${id}${path}`)),
  ]);

  for (const answer of answers) expect(answer.json()).toMatchObject({ status: 404, code: 'run_not_found' });
});

const DRAFT: TestCaseDraft = {
  type: 'test-case',
  sourceId: '1',
  sourceKey: 'WEB-T1',
  name: 'Log in',
  description: '',
  precondition: '',
  folderSourceId: null,
  steps: [],
  fields: [],
};

const failTwo = (migrationId: MigrationId, id: RunId): Promise<void> =>
  storeOfRun(api.context.store, { id, migrationId }).write(async (tx) => {
    const records = ['1', '2'].map((sourceId) => ({ sourceId, sourceKey: `WEB-T${sourceId}` }));
    const reason = { code: 'source_record_unreadable', message: 'odd' } as const;
    const failures = records.map((record) => ({ ...record, ...reason }));
    const now = '2026-03-01T12:00:00.000Z';
    await addRecords(tx, 'test_case', records);
    await storeFailures(tx, { phase: 'extract', entityType: 'test_case', failures, now });
  });
