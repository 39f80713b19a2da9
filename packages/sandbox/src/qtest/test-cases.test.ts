import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallQtest, callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let call: CallQtest;

beforeAll(async () => {
  sandbox = await startQtestSandbox();
  call = callQtest(sandbox);
});
afterAll(() => sandbox.close());

const steps = (...texts: string[]) =>
  texts.map((description, index) => ({ description, expected: '', order: index + 1 }));
const create = async (body: object) => (await call('POST', '/test-cases', { name: 'x', ...body })).body;
const stepIds = async (id: number): Promise<number[]> =>
  (await call('GET', `/test-cases/${id}?expand=teststep`)).body.test_steps.map(
    (step: { id: number }) => step.id,
  );

describe('test cases', () => {
  test('one without a module lands in "Created via API"', async () => {
    const first = await create({});
    const second = await create({});

    const { body: module } = await call('GET', `/modules/${first.parent_id}`);
    expect(module.name).toBe('Created via API');
    expect(second.parent_id).toBe(first.parent_id);
  });

  test('an unknown module answers 404', async () => {
    expect((await call('POST', '/test-cases', { name: 'x', parent_id: 5 })).status).toBe(404);
  });

  test('the list goes by page and size, 20 unless asked, never more than 100, and ignores pageSize', async () => {
    const { body: module } = await call('POST', '/modules', { name: 'Many' });
    for (let count = 0; count < 105; count += 1) await create({ parent_id: module.id });
    const list = (query: string) => call('GET', `/test-cases?parentId=${module.id}${query}`);

    const answers = [
      await list(''),
      await list('&pageSize=50'),
      await list('&size=500'),
      await list('&size=50&page=3'),
    ];

    expect(answers.map((answer) => answer.body.length)).toEqual([20, 20, 100, 5]);
  });

  test('steps come only where they are asked for', async () => {
    const created = await create({ test_steps: steps('a') });
    const read = await call('GET', `/test-cases/${created.pid}`);
    const expanded = await call('GET', `/test-cases/${created.id}?expand=teststep`);
    const listed = await call('GET', `/test-cases?parentId=${created.parent_id}&expandProps=false`);
    const listedSteps = await call(
      'GET',
      `/test-cases?parentId=${created.parent_id}&size=100&expandSteps=true`,
    );

    expect(created).not.toHaveProperty('test_steps');
    expect(read.body).not.toHaveProperty('test_steps');
    expect(expanded.body.test_steps).toMatchObject([{ description: 'a', expected: '', order: 1 }]);
    expect(listed.body[0]).not.toHaveProperty('test_steps');
    expect(listed.body[0]).not.toHaveProperty('properties');
    expect(listedSteps.body.at(-1).test_steps).toHaveLength(1);
  });

  test.each([
    ['a description', [{ expected: '' }]],
    ['an expected result', [{ description: 'a' }]],
    ['an order of at least 1', [{ description: 'a', expected: '', order: 0 }]],
  ])('a step must have %s', async (_what, test_steps) => {
    expect((await call('POST', '/test-cases', { name: 'x', test_steps })).status).toBe(400);
  });

  test('approval gives version 1.0 a new version id and new step ids', async () => {
    const created = await create({ test_steps: steps('a', 'b') });
    const draftSteps = await stepIds(created.id);

    const { body: approved } = await call('PUT', `/test-cases/${created.id}/approve`);

    expect(created.version).toBe('0.1');
    expect(approved.version).toBe('1.0');
    expect(approved).not.toHaveProperty('test_steps');
    expect(approved.test_case_version_id).not.toBe(created.test_case_version_id);
    const path = `/test-cases/${created.id}/versions/${approved.test_case_version_id}/test-steps`;
    const { body } = await call('GET', path);
    expect(body.map((step: { description: string }) => step.description)).toEqual(['a', 'b']);
    expect(draftSteps).not.toContain(body[0].id);
    expect(draftSteps).not.toContain(body[1].id);
    expect((await call('PUT', `/test-cases/${created.id}/approve`)).status).toBe(400);
  });

  test('an update adds 0.1 and gives new ids to the steps that change', async () => {
    const created = await create({ test_steps: steps('a', 'b') });
    const before = await stepIds(created.id);

    const { body } = await call('PUT', `/test-cases/${created.id}`, {
      name: 'y',
      test_steps: steps('a', 'changed'),
    });

    const after = await stepIds(created.id);
    expect(body).toMatchObject({ name: 'y', version: '0.2' });
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  test('the version list has the approved ones and the newest draft', async () => {
    const { id } = await create({});
    await call('PUT', `/test-cases/${id}/approve`);
    await call('PUT', `/test-cases/${id}`, { name: 'b' });
    await call('PUT', `/test-cases/${id}`, { name: 'c' });

    const { body } = await call('GET', `/test-cases/${id}/versions`);

    expect(body.map((version: { version: string }) => version.version)).toEqual(['1.0', '1.2']);
  });

  test('[~name] in a step becomes a parameter, answered by its id', async () => {
    const { id } = await create({ test_steps: steps('Log in as [~user]') });

    const byId = await call('GET', `/test-cases/${id}?expand=teststep`);
    const byName = await call('GET', `/test-cases/${id}?expand=teststep&showParamIdentifier=true`);

    expect(byId.body.test_steps[0].description).toMatch(/^Log in as \[~\d+\]$/);
    expect(byName.body.test_steps[0]).toMatchObject({
      description: 'Log in as [~user]',
      parameter_values: ['user'],
    });
  });

  test('text is kept exactly as sent', async () => {
    const text = '<p>ü €  &lt;b&gt; \r\n\t</p> 👍 {"a": \'b\'}';

    const created = await create({
      description: text,
      precondition: text,
      test_steps: [{ description: text, expected: text }],
    });

    const { body } = await call('GET', `/test-cases/${created.id}?expand=teststep`);
    expect(body).toMatchObject({
      description: text,
      precondition: text,
      test_steps: [{ description: text, expected: text }],
    });
  });

  test('single steps are added, changed and deleted, each with a new version', async () => {
    const { id } = await create({ test_steps: steps('a') });
    const path = `/test-cases/${id}/test-steps`;

    const { body: added } = await call('POST', path, { description: 'b', expected: '' });
    const { body: changed } = await call('PUT', `${path}/${added.id}`, { description: 'c', expected: '' });
    const { status } = await call('DELETE', `${path}/${changed.id}?updateVersion=false`);

    expect(added).toMatchObject({ description: 'b', order: 2 });
    expect(changed.id).not.toBe(added.id);
    expect(status).toBe(200);
    expect((await call('GET', `/test-cases/${id}`)).body.version).toBe('0.3');
    const v4 = await call('GET', `/api/v4/projects/1${path}`);
    expect(v4.body.map((step: { description: string }) => step.description)).toEqual(['a']);
  });

  test('one with test runs is not deleted', async () => {
    const { id } = await create({});
    const { body: run } = await call('POST', '/test-runs', { test_case: { id } });

    const refused = await call('DELETE', `/test-cases/${id}`);
    await call('DELETE', `/test-runs/${run.id}`);
    const deleted = await call('DELETE', `/test-cases/${id}`);

    expect([refused.status, deleted.status]).toEqual([400, 200]);
    expect(refused.body.message).toContain('has test runs');
    expect((await call('GET', `/test-cases/${id}`)).status).toBe(404);
  });

  test('dates are answered with an offset and whole seconds', async () => {
    expect((await create({})).created_date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
  });
});
