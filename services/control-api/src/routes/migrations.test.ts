import { randomUUID } from 'node:crypto';
import { MigrationView } from '@z2q/contracts';
import { storeOfRun } from '@z2q/store';
import { saveMapped } from '@z2q/store/testing';
import { afterAll, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());

test('a migration is made with a name, a mapping and options of its own accord', async () => {
  const body = { source: { projectKey: 'WEB' }, target: { projectId: 12 } };

  const created = await api.call('POST', '/v1/migrations', { body });

  const { id } = created.json();
  expect(created.statusCode).toBe(201);
  expect(created.headers.location).toBe(`/v1/migrations/${id}`);
  const read = await api.call('GET', `/v1/migrations/${id}`);
  expect(MigrationView.parse(read.json())).toMatchObject({
    name: 'WEB to project 12',
    mapping: { priority: {} },
    options: { batchSize: 50, gate: 'none' },
    runs: [],
  });
});

test('a migration keeps what its maker says, and shows its runs', async () => {
  const body = {
    name: 'Spring',
    source: { projectKey: 'WEB' },
    target: { projectId: 12 },
    mapping: { priority: { High: 'Urgent' } },
    options: { batchSize: 5 },
  };
  const { id } = (await api.call('POST', '/v1/migrations', { body })).json();
  const run = (await api.call('POST', `/v1/migrations/${id}/runs`)).json();

  const read = (await api.call('GET', `/v1/migrations/${id}`)).json();

  expect(read).toMatchObject({ name: 'Spring', mapping: body.mapping, options: body.options });
  expect(read.runs).toMatchObject([{ id: run.id, state: 'queued' }]);
});

test('a list is paged by cursors to its end, each item once', async () => {
  for (let made = 0; made < 3; made += 1) await api.aMigration();
  const seen: string[] = [];

  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await api.call('GET', `/v1/migrations?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.json().items.map((item: { id: string }) => item.id));
    cursor = page.json().nextCursor;
  }

  expect(new Set(seen).size).toBe(seen.length);
  const all = (await api.call('GET', '/v1/migrations')).json();
  expect(all.items.map((item: { id: string }) => item.id)).toEqual(seen);
  expect(all.nextCursor).toBeNull();
});

test('a migration nobody made is not found', async () => {
  for (const path of ['', '/id-map']) {
    const answer = await api.call('GET', `/v1/migrations/${randomUUID()}${path}`);

    expect(answer.json()).toMatchObject({ status: 404, code: 'migration_not_found' });
  }
});

test('the id map is answered in pages, by type, or whole as CSV', async () => {
  const id = await api.aMigration();
  const runId = await api.aRun(id, 'running');
  await storeOfRun(api.context.store, { id: runId, migrationId: id }).write(async (tx) => {
    for (const [sourceId, entityType] of [
      ['1', 'folder'],
      ['2', 'test_case'],
      ['3', 'test_case'],
    ] as const) {
      const record = { entityType, sourceId, sourceKey: `=K${sourceId}` };
      const created = { targetId: Number(sourceId) * 10, targetPid: `TC-${sourceId}` };
      await saveMapped(tx, record, created);
    }
  });

  const first = await api.call('GET', `/v1/migrations/${id}/id-map?limit=2`);
  const rest = await api.call('GET', `/v1/migrations/${id}/id-map?cursor=${first.json().nextCursor}`);
  const folders = await api.call('GET', `/v1/migrations/${id}/id-map?entityType=folder`);
  const csv = await api.call('GET', `/v1/migrations/${id}/id-map`, { headers: { accept: 'text/csv' } });

  expect(first.json().items).toHaveLength(2);
  expect(rest.json()).toMatchObject({ items: [{ sourceId: '3', targetId: 30 }], nextCursor: null });
  expect(folders.json().items).toMatchObject([{ entityType: 'folder', targetPid: 'TC-1', runId }]);
  expect(csv.headers['content-disposition']).toBe(`attachment; filename="id-map-${id}.csv"`);
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.body).toMatch(/^entityType,sourceId/);
  expect(csv.body.split('\r\n')).toHaveLength(5);
  expect(csv.body).toContain(`folder,1,'=K1,10,TC-1,${runId}`);
});
