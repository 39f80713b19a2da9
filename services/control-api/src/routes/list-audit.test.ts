import type { AuditItem } from '@z2q/contracts';
import { waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { openTestApi, TEST_VIEW_TOKEN, type TestApi } from '../open-test-api.ts';

const listActs = async (api: TestApi, query = ''): Promise<readonly AuditItem[]> =>
  (await api.call('GET', `/v1/audit${query}`)).json().items;

test('every act is in the log with who did it, the newest first', async () => {
  await using api = await openTestApi();
  const id = await api.aMigration();

  const { id: runId } = (await api.call('POST', `/v1/migrations/${id}/runs`)).json();
  for (const act of ['pause', 'resume', 'cancel', 'retry'])
    await api.call('POST', `/v1/runs/${runId}/${act}`);
  const rollback = (await api.call('POST', `/v1/migrations/${id}/rollback`)).json();

  const acts = await listActs(api);
  expect(acts.map(({ act, on, detail }) => [act, on, detail])).toEqual([
    ['rollbackMigration', `migration ${id}`, `run ${rollback.id}`],
    ['retryRun', `run ${runId}`, '0 requeued'],
    ['cancelRun', `run ${runId}`, 'was queued'],
    ['resumeRun', `run ${runId}`, 'was paused'],
    ['pauseRun', `run ${runId}`, 'was queued'],
    ['startRun', `migration ${id}`, `run ${runId}; phases extract, transform, load, validate`],
    ['createMigration', `migration ${id}`, 'WEB to project 7'],
  ]);
  expect(new Set(acts.map(({ who }) => who))).toEqual(new Set(['full 127.0.0.1']));
  expect(JSON.stringify(acts)).not.toContain('test-token');
});

test('acts that were refused are in the log, and looking is not an act', async () => {
  await using api = await openTestApi();
  const id = await api.aMigration();
  await api.call('POST', `/v1/migrations/${id}/runs`);

  await api.call('POST', `/v1/migrations/${id}/runs`);
  await waitFor(async () => (await listActs(api)).length === 3, { what: 'the first refusal' });
  const headers = { authorization: `Bearer ${TEST_VIEW_TOKEN}` };
  await api.call('POST', `/v1/migrations/${id}/rollback`, { headers });
  await waitFor(async () => (await listActs(api)).length === 4, { what: 'the second refusal' });

  expect((await listActs(api, '?limit=2')).map(({ who, act, on, detail }) => [who, act, on, detail])).toEqual(
    [
      ['view 127.0.0.1', 'rollbackMigration', `migration ${id}`, 'refused: forbidden'],
      ['full 127.0.0.1', 'startRun', `migration ${id}`, 'refused: run_in_progress'],
    ],
  );
});

test('the log is read in pages', async () => {
  await using api = await openTestApi();
  for (let made = 0; made < 3; made += 1) await api.aMigration();

  const first = (await api.call('GET', '/v1/audit?limit=2')).json();
  const rest = (await api.call('GET', `/v1/audit?limit=2&cursor=${first.nextCursor}`)).json();

  expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null]);
});

test('an act that fails leaves no line', async () => {
  await using api = await openTestApi();
  await api.aMigration();

  await api.call('POST', '/v1/migrations/nowhere/runs');

  expect(await listActs(api)).toHaveLength(1);
});
