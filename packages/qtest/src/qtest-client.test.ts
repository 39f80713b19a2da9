import { startQtestSandbox } from '@z2q/sandbox';
import { createContract } from '@z2q/sandbox/openapi';
import { openRecordingProxy } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { aCaseWrite, clientOf, openClient } from './test-client.ts';
import { tourEverything } from './whole-tour.ts';

test('what is made is read back in its place, and taken away leaves nothing', async () => {
  await using opened = await openClient();
  const before = opened.sandbox.state();

  const seen = await tourEverything(opened.client);

  const { ids } = seen;
  expect(seen.modules).toMatchObject([
    { id: ids.child.id, name: 'Cart', description: 'x', parentId: ids.module.id },
  ]);
  expect(seen.tree.find(({ id }) => id === ids.module.id)?.children).toMatchObject([{ name: 'Cart' }]);
  expect(ids.approved.version).toBe('1.0');
  expect(seen.testCase).toMatchObject({
    name: 'Renamed',
    moduleId: ids.child.id,
    precondition: '<br><br>',
    steps: [{ description: 'Open', expected: 'Opened', order: 1 }, { description: 'Close' }],
  });
  expect(seen.testCase.properties).toContainEqual(
    expect.objectContaining({ fieldId: seen.fields.text.id, value: 'WEB-T1' }),
  );
  // A bare array does not say whether it is the last page.
  expect(seen.testCases).toMatchObject({ items: [{ id: ids.created.id, steps: [{}, {}] }], hasMore: true });
  expect(seen.cycles).toMatchObject([
    { id: ids.cycle.id, description: 'c', suites: [{ name: 'Suite 2', parent: { type: 'test-cycle' } }] },
  ]);
  expect(seen.suites).toMatchObject([{ id: ids.suite.id }]);
  expect(seen.releases).toMatchObject([{ id: ids.release.id, name: 'Two', description: 'e' }]);
  expect(seen.single).toMatchObject({
    module: { id: ids.child.id, parentId: ids.module.id },
    cycle: { id: ids.cycle.id, name: 'Cycle', description: 'c' },
    suite: { id: ids.suite.id, parent: { type: 'test-cycle', id: ids.cycle.id } },
    release: { id: ids.release.id, name: 'Two' },
  });
  expect(seen.runs).toMatchObject({
    items: [
      {
        testCaseId: ids.created.id,
        versionId: ids.versionId,
        parent: { type: 'test-suite', id: ids.suite.id },
      },
    ],
    hasMore: false,
  });
  const log = {
    id: ids.log.id,
    runId: ids.run.id,
    start: '2023-06-20T16:00:00Z',
    end: '2023-06-20T16:25:58Z',
  };
  const stepLogs = ids.steps.map(({ id }) => ({ stepId: id, actualResult: 'Did' }));
  expect(seen.logs).toMatchObject([{ ...log, note: 'Zephyr WEB-E1', stepLogs }]);
  expect(seen.found).toMatchObject({ items: [{ ...log, stepLogs }], hasMore: false });
  expect(seen.files).toMatchObject([
    { name: 'Отчёт 100%.txt', contentType: 'text/plain', ownerId: ids.log.id },
  ]);
  expect(seen.bytes.toString()).toBe('héllo');
  expect(seen.fields.added.map(({ label }) => label)).toHaveLength(150);
  expect(seen.fields.listed.find(({ label }) => label === 'Colours')?.allowedValues).toHaveLength(150);
  expect(opened.sandbox.state()).toEqual(before);
});

test('every request is one that the API describes', async () => {
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(await startQtestSandbox());
  const proxy = stack.use(await openRecordingProxy(sandbox.url));
  const client = clientOf(sandbox, { baseUrl: proxy.url });
  stack.defer(() => client.close());
  const contract = createContract('qtest');

  await tourEverything(client);

  const faults = proxy.requests.flatMap((request) =>
    contract.checkRequest(request).map((fault) => `${request.method} ${request.path}: ${fault}`),
  );
  expect(faults).toEqual([]);
  expect(proxy.requests.length).toBeGreaterThan(35);
});

test('a status, a field and a choice that are not active are told from those that are', async () => {
  const status = { name: 'Passed', is_default: false, color: '#000000' };
  const statuses = [
    { ...status, id: 1, active: false },
    { ...status, id: 2, active: true },
  ];
  await using opened = await openClient({ projects: [{ id: 1, name: 'Target', statuses }] });
  const { id } = await opened.sandbox.seed.create(1, '/settings/test-cases/fields', {
    label: 'Team',
    data_type: 3,
    is_active: false,
    allowed_values: [{ label: 'Old', is_active: false }, { label: 'New' }],
  });

  const fields = await opened.client.listFields('test-cases');

  expect(await opened.client.listStatuses()).toMatchObject([
    { id: 1, isActive: false },
    { id: 2, isActive: true },
  ]);
  expect(fields.find((field) => field.id === id)).toMatchObject({
    isActive: false,
    allowedValues: [
      { label: 'Old', isActive: false },
      { label: 'New', isActive: true },
    ],
  });
});

test('what is gone already is deleted all the same', async () => {
  await using opened = await openClient();

  await expect(opened.client.deleteTestCase(987_654)).resolves.toBeUndefined();
  await expect(opened.client.deleteModule(987_654)).resolves.toBeUndefined();
});

test('a module with something in it stays, and the refusal is told', async () => {
  await using opened = await openClient();
  const module = await opened.client.createModule({ name: 'Full', description: '', parentId: null });
  await opened.client.createTestCase(aCaseWrite({ parent_id: module.id }));

  const deleting = opened.client.deleteModule(module.id);

  await expect(deleting).rejects.toMatchObject({
    details: { code: 'refused', recovery: 'give-up', status: 400 },
  });
});

test('pages go on until all test cases are read, also when the server gives smaller ones', async () => {
  await using opened = await openClient();
  const module = await opened.client.createModule({ name: 'Many', description: '', parentId: null });
  const names = Array.from({ length: 45 }, (_, index) => `Case ${index}`);
  for (const name of names) await opened.client.createTestCase(aCaseWrite({ name, parent_id: module.id }));

  const read: string[] = [];
  for (let page = 1; ; page += 1) {
    const cases = await opened.client.pageTestCases({ moduleId: module.id, page, size: 20 });
    read.push(...cases.items.map(({ name }) => name));
    if (!cases.hasMore) break;
  }

  expect(read).toEqual(names);
});
