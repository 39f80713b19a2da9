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

const create = async (path: string, body: object = {}) =>
  (await call('POST', path, { name: 'x', ...body })).body;

describe('modules', () => {
  test('a tree is read level by level, whole, and by name', async () => {
    const top = await create('/modules', { name: 'Top level' });
    const middle = await create(`/modules?parentId=${top.id}`, { name: 'Middle' });
    const bottom = await create('/modules', { name: 'Bottom', parent_id: middle.id });

    const level = await call('GET', `/modules?parentId=${top.id}`);
    const tree = await call('GET', `/modules/${top.id}?expand=descendants`);
    const found = await call('GET', '/modules?search=Botto');

    expect(level.body).toMatchObject([{ id: middle.id, parent_id: top.id }]);
    expect(level.body[0]).not.toHaveProperty('children');
    expect(tree.body.children[0].children).toMatchObject([{ id: bottom.id, children: [] }]);
    expect(found.body).toMatchObject([{ id: bottom.id }]);
  });

  test('siblings may have the same name', async () => {
    const [first, second] = [
      await create('/modules', { name: 'Twin' }),
      await create('/modules', { name: 'Twin' }),
    ];

    expect(first.id).not.toBe(second.id);
  });

  test('a move ignores the body', async () => {
    const [from, to] = [await create('/modules'), await create('/modules')];

    const { body } = await call('PUT', `/modules/${from.id}?parentId=${to.id}`, { name: 'renamed' });

    expect(body).toMatchObject({ name: 'x', parent_id: to.id });
    expect((await call('PUT', `/modules/${to.id}?parentId=${from.id}`, { name: 'x' })).status).toBe(400);
  });

  test('one with anything in it is deleted only by force', async () => {
    const module = await create('/modules');
    const testCase = await create('/test-cases', { parent_id: module.id });

    const plain = await call('DELETE', `/modules/${module.id}`);
    const forced = await call('DELETE', `/modules/${module.id}?force=true`);

    expect([plain.status, forced.status]).toEqual([400, 200]);
    expect((await call('GET', `/test-cases/${testCase.id}`)).status).toBe(404);
  });
});

describe('cycles and suites', () => {
  test('descendants come under hyphenated keys', async () => {
    const cycle = await create('/test-cycles?parentType=root&parentId=0');
    const inside = `parentType=test-cycle&parentId=${cycle.id}`;
    const child = await create(`/test-cycles?${inside}`);
    const suite = await create('/test-suites', { parentType: 'test-cycle', parentId: child.id });

    const { body } = await call('GET', `/test-cycles?${inside}&expand=descendants`);

    expect(body).toMatchObject([{ id: child.id, 'test-cycles': [], 'test-suites': [{ id: suite.id }] }]);
    expect((await call('GET', `/test-cycles/${cycle.id}`)).body).not.toHaveProperty('test-cycles');
  });

  test('cycles are paged, all of them by a negative pageSize', async () => {
    const { id } = await create('/test-cycles');
    const inside = `parentType=test-cycle&parentId=${id}`;
    for (let count = 0; count < 103; count += 1) await create(`/test-cycles?${inside}`);

    const sizes = await Promise.all(
      ['', '&pageSize=10&page=11', '&pageSize=-1'].map(
        async (query) => (await call('GET', `/test-cycles?${inside}${query}`)).body.length,
      ),
    );

    expect(sizes).toEqual([100, 3, 103]);
  });

  test('a suite holds neither cycles nor suites', async () => {
    const { id } = await create('/test-suites');
    const inside = `parentType=test-suite&parentId=${id}`;

    const answers = [
      await call('POST', `/test-cycles?${inside}`, { name: 'x' }),
      await call('POST', `/test-suites?${inside}`, { name: 'x' }),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([400, 400]);
  });

  test.each([
    ['parentType=test-cycle&parentId=99', 404],
    ['parentType=module&parentId=1', 400],
    ['parentType=test-cycle', 400],
    ['parentId=7', 400],
    ['parentType=root&parentId=7', 400],
  ])('a place that is not there is refused: %s', async (query, status) => {
    expect((await call('POST', `/test-suites?${query}`, { name: 'x' })).status).toBe(status);
    expect((await call('GET', `/test-runs?${query}`)).status).toBe(status);
  });

  test('a move ignores the body', async () => {
    const [cycle, suite] = [await create('/test-cycles'), await create('/test-suites')];

    const path = `/test-suites/${suite.id}?parentType=test-cycle&parentId=${cycle.id}`;
    const { body } = await call('PUT', path, { name: 'renamed' });

    expect(body).toMatchObject({ name: 'x', parentType: 'test-cycle', parentId: cycle.id });
  });

  test('what holds something is not deleted, a cycle by force with all below it', async () => {
    const cycle = await create('/test-cycles');
    const suite = await create(`/test-suites?parentType=test-cycle&parentId=${cycle.id}`);
    const testCase = await create('/test-cases');
    const inside = `parentType=test-suite&parentId=${suite.id}`;
    const run = await create(`/test-runs?${inside}`, { test_case: { id: testCase.id } });

    const answers = [
      await call('DELETE', `/test-suites/${suite.id}`),
      await call('DELETE', `/test-cycles/${cycle.id}`),
      await call('DELETE', `/test-cycles/${cycle.id}?force=true`),
      await call('GET', `/test-runs/${run.id}`),
      await call('DELETE', `/test-cases/${testCase.id}`),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 200, 404, 200]);
  });

  test('a release holds cycles, and builds of its own', async () => {
    const release = await create('/releases', { description: 'r' });
    const cycle = await create(`/test-cycles?parentType=release&parentId=${release.id}`);
    const build = await create('/builds', { release: { id: release.id } });

    const listed = await call('GET', `/builds?releaseId=${release.id}`);
    const refused = await call('DELETE', `/releases/${release.id}`);
    await call('DELETE', `/test-cycles/${cycle.id}`);
    const deleted = await call('DELETE', `/releases/${release.id}`);

    expect(listed.body).toMatchObject([{ id: build.id, release: { id: release.id } }]);
    expect([refused.status, deleted.status]).toEqual([400, 200]);
    expect((await call('GET', `/builds/${build.id}`)).status).toBe(404);
  });
});
