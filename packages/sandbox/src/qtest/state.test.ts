import { expect, test } from 'vitest';
import { callQtest } from './call-qtest.ts';
import { startQtestSandbox } from './start-qtest-sandbox.ts';

test('deleting everything a client made leaves the state byte-equal to before', async () => {
  await using sandbox = await startQtestSandbox();
  const call = callQtest(sandbox);
  const create = async (path: string, body: object) => (await call('POST', path, body)).body;
  const state = async () => (await fetch(`${sandbox.url}/__sandbox/state`)).text();
  const theirModule = await sandbox.seed.create(1, '/modules', { name: 'Theirs' });
  const theirs = await sandbox.seed.create(1, '/test-cases', { name: 'Theirs', parent_id: theirModule.id });
  await sandbox.seed.upload(1, `/test-cases/${theirs.id}`, { name: 'a', bytes: Buffer.from('a') });
  const fields = '/settings/test-cases/fields';
  const priority = (await call('GET', fields)).body.find(
    (field: { label: string }) => field.label === 'Priority',
  );
  const before = await state();

  const field = await create(fields, { label: 'Source key', data_type: 1 });
  const { items } = await create(`${fields}/${priority.id}/allowed-values`, [{ label: 'Blocker' }]);
  const module = await create(`/modules?parentId=${theirModule.id}`, { name: 'Mine' });
  const testCase = await create('/test-cases', {
    name: 'Mine',
    parent_id: module.id,
    properties: [
      { field_id: field.id, field_value: 'A-T1' },
      { field_id: priority.id, field_value: String(items[0].value) },
    ],
    test_steps: [{ description: 'a', expected: 'b' }],
  });
  await call('PUT', `/test-cases/${testCase.id}/approve`);
  const [step] = (await call('GET', `/test-cases/${testCase.id}/test-steps`)).body;
  const release = await create('/releases', { name: 'Mine' });
  const cycle = await create('/test-cycles', { name: 'Mine' });
  const suite = await create(`/test-suites?parentType=test-cycle&parentId=${cycle.id}`, { name: 'Mine' });
  const run = await create(`/test-runs?parentType=test-suite&parentId=${suite.id}`, {
    test_case: { id: testCase.id },
  });
  const at = '2026-01-01T00:00:00Z';
  const log = await create(`/test-runs/${run.id}/test-logs`, {
    status: { id: 601 },
    exe_start_date: at,
    exe_end_date: at,
    test_step_logs: [{ test_step_id: step.id, status: { id: 601 } }],
  });
  for (const owner of [`test-cases/${testCase.id}`, `test-steps/${step.id}`, `test-logs/${log.id}`]) {
    await sandbox.seed.upload(1, `/${owner}`, { name: 'b', bytes: Buffer.from('b') });
  }
  const between = await state();
  const deletes = [
    `/test-runs/${run.id}`,
    `/test-suites/${suite.id}`,
    `/test-cycles/${cycle.id}`,
    `/releases/${release.id}`,
    `/test-cases/${testCase.id}`,
    `/modules/${module.id}`,
    `${fields}/${priority.id}/allowed-values/${items[0].value}`,
    `${fields}/${field.id}`,
  ];
  for (const path of deletes) expect((await call('DELETE', path)).status, path).toBe(200);

  expect(between).not.toBe(before);
  expect(await state()).toBe(before);
});

test('ids and pids are never given again', async () => {
  await using sandbox = await startQtestSandbox();
  const call = callQtest(sandbox);
  const { body: first } = await call('POST', '/modules', { name: 'x' });
  await call('DELETE', `/modules/${first.id}`);

  const { body: second } = await call('POST', '/modules', { name: 'x' });

  expect(second.id).not.toBe(first.id);
  expect(second.pid).not.toBe(first.pid);
});
