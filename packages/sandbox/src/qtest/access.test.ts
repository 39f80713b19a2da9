import { describe, expect, test } from 'vitest';
import { callQtest } from './call-qtest.ts';
import { startQtestSandbox } from './start-qtest-sandbox.ts';

const writes: readonly (readonly [method: string, path: string])[] = [
  ['POST', '/modules'],
  ['PUT', '/modules/1'],
  ['DELETE', '/modules/1'],
  ['POST', '/test-cases/1/blob-handles'],
  ['POST', '/test-cases/TC-1/comments'],
];

describe('access', () => {
  test.each([
    ['json', 'application/json'],
    ['html', 'text/html'],
  ] as const)('a missing or wrong token answers 401 as %s', async (unauthorizedForm, type) => {
    await using sandbox = await startQtestSandbox({ options: { unauthorizedForm } });

    const answers = [
      await fetch(`${sandbox.url}/api/v3/projects/1`),
      await fetch(`${sandbox.url}/api/v3/projects/1`, { headers: { authorization: 'bearer other' } }),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([401, 401]);
    expect(answers[0]?.headers.get('content-type')).toContain(type);
  });

  test('the scheme word is taken in either case', async () => {
    await using sandbox = await startQtestSandbox();
    const headers = { authorization: `Bearer ${sandbox.token}` };

    expect((await fetch(`${sandbox.url}/api/v3/re-evaluation`, { headers })).status).toBe(200);
  });

  test('a login gives the token, and its status can be asked', async () => {
    await using sandbox = await startQtestSandbox({ token: 'secret' });
    const login = (body: string, authorization: string) =>
      fetch(`${sandbox.url}/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', authorization },
        body,
      });

    const good = await login('grant_type=password&username=a&password=b', 'Basic c2l0ZTo=');
    const bad = await login('grant_type=magic', 'Basic c2l0ZTo=');
    const anonymous = await login('grant_type=password&username=a&password=b', 'nothing');

    expect(await good.json()).toMatchObject({ access_token: 'secret', token_type: 'bearer' });
    expect([bad.status, anonymous.status]).toEqual([400, 401]);
    expect((await callQtest(sandbox)('GET', '/oauth/status')).body).toMatchObject({ expiration: 0 });
  });

  test('without the right to write, writes answer 403 and reads do not', async () => {
    await using sandbox = await startQtestSandbox({ options: { mayWrite: false } });
    const call = callQtest(sandbox);

    const refused = await Promise.all(writes.map(([method, path]) => call(method, path, { name: 'x' })));

    expect(refused.map((answer) => answer.status)).toEqual(writes.map(() => 403));
    expect((await call('POST', '/search', { object_type: 'test-cases' })).status).toBe(200);
    expect((await call('POST', '/comments', { object_type: 'test-cases' })).status).toBe(200);
    expect((await call('GET', '/user-profiles/current')).body.test_case.create).toBe(false);
  });

  test('without the right to manage fields, their settings answer 403, reading included', async () => {
    await using sandbox = await startQtestSandbox({ options: { mayManageFields: false } });
    const call = callQtest(sandbox);

    const answers = [
      await call('GET', '/settings/test-cases/fields'),
      await call('POST', '/settings/test-cases/fields', { label: 'x', data_type: 1 }),
      await call('POST', '/test-cases', { name: 'x' }),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 200]);
  });

  test('objects of another project do not exist', async () => {
    const projects = [
      { id: 1, name: 'One' },
      { id: 2, name: 'Two' },
    ];
    await using sandbox = await startQtestSandbox({ projects });
    const [one, two] = [callQtest(sandbox, 1), callQtest(sandbox, 2)];
    const { body: module } = await one('POST', '/modules', { name: 'x' });
    const { body: testCase } = await one('POST', '/test-cases', { name: 'x', parent_id: module.id });

    const answers = [
      await two('GET', `/modules/${module.id}`),
      await two('GET', `/test-cases/${testCase.id}`),
      await two('POST', '/test-cases', { name: 'x', parent_id: module.id }),
      await two('DELETE', `/test-cases/${testCase.id}`),
      await two('GET', '/api/v3/projects/3'),
      await two('GET', '/nothing-here'),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect(answers[5]?.body).toEqual({ message: expect.any(String) });
  });

  test('users are listed, inactive ones where asked for, and found by login', async () => {
    await using sandbox = await startQtestSandbox();
    const call = callQtest(sandbox);

    const active = await call('GET', '/users?inactive=false');
    const all = await call('GET', '/users?inactive=true');
    const found = await call('GET', '/api/v3/users/search?username=ada');

    expect(all.body).toHaveLength(active.body.length + 1);
    expect(found.body).toMatchObject({ total: 1, items: [{ id: 474, username: 'ada@example.com' }] });
    expect((await call('GET', '/api/v3/users/474')).body).toMatchObject({ id: 474 });
  });

  test('projects are listed, paged where asked for, made and found by uuid', async () => {
    await using sandbox = await startQtestSandbox();
    const call = callQtest(sandbox);

    const created = await call('POST', '/api/v3/projects', { name: 'New', uuid: 'zephyr:WEB' });
    const found = await call('POST', '/api/v3/projects/search', { uuid: ['zephyr:WEB'] });
    const page = await call('GET', '/api/v3/projects?page=2&pageSize=1');

    expect(found.body).toEqual([created.body]);
    expect(page.body).toEqual([created.body]);
    expect(page.headers.get('x-item-total')).toBe('2');
  });

  test('a request above the rate limit answers 429 with a message', async () => {
    await using sandbox = await startQtestSandbox();
    const call = callQtest(sandbox);
    sandbox.behaviour.rateLimitRps = 1;

    const answers = [await call('GET', '/modules'), await call('GET', '/modules')];

    expect(answers.map((answer) => answer.status)).toEqual([200, 429]);
    expect(answers[1]?.body).toEqual({ message: expect.any(String) });
  });
});
