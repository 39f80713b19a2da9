import { MigrationId } from '@z2q/contracts';
import { storeOfRun } from '@z2q/store';
import { leaveIntent } from '@z2q/store/testing';
import { expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../open-test-api.ts';

const BODY = { source: { projectKey: 'WEB' }, target: { projectId: 7 } };

const make = async ({ call }: TestApi): Promise<MigrationId> =>
  MigrationId.parse((await call('POST', '/v1/migrations', { body: BODY })).json().id);

test('a second migration of the same projects is refused while the first has something on the target', async () => {
  await using api = await openTestApi();
  const first = await make(api);
  const second = await make(api);
  const id = await api.aRun(first, 'completed');
  await storeOfRun(api.context.store, { id, migrationId: first }).write((tx) =>
    leaveIntent(tx, { entityType: 'test_case', sourceId: '1', sourceKey: 'WEB-T1' }),
  );

  const made = await api.call('POST', '/v1/migrations', { body: BODY });
  const run = await api.call('POST', `/v1/migrations/${second}/runs`);
  const planned = await api.call('POST', `/v1/migrations/${second}/runs`, { body: { phases: ['extract'] } });
  const wanted = await api.call('POST', '/v1/migrations', { body: { ...BODY, allowTwin: true } });
  const runOfWanted = await api.call('POST', `/v1/migrations/${wanted.json().id}/runs`);

  for (const refused of [made, run]) {
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      code: 'twin_migration',
      detail: expect.stringContaining(first),
      fix: expect.stringContaining('allowTwin'),
      migrationId: first,
    });
  }
  expect(planned.statusCode).toBe(202);
  expect(wanted.statusCode).toBe(201);
  expect(runOfWanted.statusCode).toBe(202);
});

test('a second migration of the same projects is refused while the first is under way', async () => {
  await using api = await openTestApi();
  const first = await make(api);
  const second = await make(api);
  await api.aRun(first, 'running');

  const run = await api.call('POST', `/v1/migrations/${second}/runs`);

  expect(run.statusCode).toBe(409);
  expect(run.json()).toMatchObject({ code: 'twin_migration', detail: expect.stringContaining('under way') });
});
