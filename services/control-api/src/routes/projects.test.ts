import { ProjectsView, WaveView } from '@z2q/contracts';
import { generateZephyrData, startQtestSandbox, startZephyrSandbox } from '@z2q/sandbox';
import { freePort } from '@z2q/test-kit';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const closing = new AsyncDisposableStack();
afterAll(() => closing.disposeAsync());

const KEYS = ['WEB', 'APP', 'OLD'];
const parts = KEYS.map((projectKey, at) => generateZephyrData({ projectKey, cases: at + 3, executions: 0 }));
const data = { users: [], issues: [], projects: parts.flatMap(({ projects }) => projects) };
const zephyr = closing.use(await startZephyrSandbox({ data }));
const qtest = closing.use(
  await startQtestSandbox({
    projects: [
      { id: 3, name: 'App' },
      { id: 5, name: 'WEB' },
      { id: 7, name: 'Another' },
    ],
  }),
);
const SITES = {
  REDIS_URL: 'redis://127.0.0.1:1',
  ZEPHYR_BASE_URL: zephyr.baseUrl,
  ZEPHYR_TOKEN: zephyr.token,
  QTEST_BASE_URL: qtest.url,
  QTEST_TOKEN: qtest.token,
};

beforeEach(() => {
  for (const project of data.projects) project.enabled = true;
});

test('the projects of both sites are listed, with how many test cases they have and which goes to which', async () => {
  await using api = await openTestApi(SITES);
  const [, , old] = data.projects;
  if (old) old.enabled = false;

  const answer = await api.call('GET', '/v1/projects');

  expect(ProjectsView.parse(answer.json())).toEqual({
    source: [
      { key: 'WEB', name: 'WEB', enabled: true, projectId: 5, testCases: 3 },
      { key: 'APP', name: 'APP', enabled: true, projectId: 3, testCases: 4 },
      { key: 'OLD', name: 'OLD', enabled: false, projectId: null },
    ],
    target: [
      { id: 3, name: 'App' },
      { id: 5, name: 'WEB' },
      { id: 7, name: 'Another' },
    ],
    hosts: { source: new URL(zephyr.baseUrl).host, target: new URL(qtest.url).host },
  });
});

test.for([
  [{ ZEPHYR_TOKEN: 'a.wrong.secret' }, 'source_not_read', 'ZEPHYR_TOKEN'],
  [{ QTEST_TOKEN: 'a-wrong-secret' }, 'target_not_read', 'QTEST_TOKEN'],
] as const)('a token that is not taken is told with what to do: %j', async ([env, code, name]) => {
  await using api = await openTestApi({ ...SITES, ...env });

  for (const answer of [await api.call('GET', '/v1/projects'), await api.call('POST', '/v1/waves')]) {
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status: 502, code, fix: expect.stringContaining(name) });
    expect(answer.body).not.toMatch(/a.wrong.secret/);
  }
});

test('both sites are named when neither can be reached', async () => {
  const dead = `http://127.0.0.1:${await freePort()}`;
  await using api = await openTestApi({ ...SITES, ZEPHYR_BASE_URL: `${dead}/v2`, QTEST_BASE_URL: dead });

  const { code, fix } = (await api.call('GET', '/v1/projects')).json();

  expect(code).toBe('source_not_read');
  expect(fix).toMatch(/ZEPHYR_BASE_URL.*QTEST_BASE_URL/);
});

test('all projects are named that have no target project of their name, and may be left out', async () => {
  await using api = await openTestApi(SITES);

  const refused = await api.call('POST', '/v1/waves', { body: {} });
  const made = await api.call('POST', '/v1/waves', { body: { unmatched: 'skip' } });
  const wave = WaveView.parse((await api.call('GET', `/v1/waves/${made.json().id}`)).json());

  expect(refused.json()).toMatchObject({
    status: 409,
    code: 'unmatched_projects',
    errors: [{ field: 'OLD', message: 'no target project has its name' }],
    fix: expect.stringContaining('"unmatched": "skip"'),
  });
  expect(made.statusCode).toBe(202);
  expect(wave).toMatchObject({
    skipped: ['OLD'],
    items: [
      { projectKey: 'WEB', projectId: 5, state: 'queued' },
      { projectKey: 'APP', projectId: 3, state: 'waiting' },
    ],
  });
});

test('projects with Zephyr switched off are none of a wave, and a wave of nothing is refused', async () => {
  await using api = await openTestApi(SITES);
  for (const project of data.projects) project.enabled = project.key === 'OLD';

  const unmatched = await api.call('POST', '/v1/waves', { body: { unmatched: 'skip' } });
  for (const project of data.projects) project.enabled = false;
  const off = await api.call('POST', '/v1/waves');
  for (const project of data.projects) project.enabled = project.key === 'WEB';
  const made = await api.call('POST', '/v1/waves');

  expect(unmatched.json()).toMatchObject({ status: 409, code: 'no_projects' });
  expect(off.json()).toMatchObject({
    status: 409,
    code: 'no_projects',
    detail: expect.stringContaining('switched off'),
  });
  const { items } = (await api.call('GET', `/v1/waves/${made.json().id}`)).json();
  expect(items).toMatchObject([{ projectKey: 'WEB', projectId: 5 }]);
});
