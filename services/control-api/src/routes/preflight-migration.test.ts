import { type MappingFile, type MigrationOptions, PreflightView } from '@z2q/contracts';
import {
  generateZephyrData,
  type QtestSandbox,
  startQtestSandbox,
  startZephyrSandbox,
  type ZephyrSandbox,
} from '@z2q/sandbox';
import { storeOfRun } from '@z2q/store';
import { leaveIntent } from '@z2q/store/testing';
import { freePort } from '@z2q/test-kit';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const closing = new AsyncDisposableStack();
afterAll(() => closing.disposeAsync());
const data = generateZephyrData({ projectKey: 'WEB', cases: 30, executions: 30, attachments: 8 });
const zephyr: ZephyrSandbox = closing.use(await startZephyrSandbox({ data }));
const qtest: QtestSandbox = closing.use(
  await startQtestSandbox({
    projects: [
      { id: 7, name: 'Shop' },
      { id: 8, name: 'Migrated before' },
    ],
  }),
);

beforeEach(() => {
  Object.assign(qtest.options, { mayManageFields: true, mayWrite: true });
  for (const project of data.projects) project.enabled = true;
});

test('all is well when both sides are as they should be, and nothing is written', async () => {
  const before = JSON.stringify(qtest.state());

  const { ok, checks, text } = await preflight();

  expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(ok).toBe(true);
  expect(checks.find(({ name }) => name === 'source_records')?.detail).toMatch(/^30 test cases, 8 cycles/);
  expect(checks.find(({ name }) => name === 'estimate')).toMatchObject({ status: 'ok' });
  expect(checks.find(({ name }) => name === 'redis')?.detail).toContain('evicts nothing');
  expect(JSON.stringify(qtest.state())).toBe(before);
  expect(text).not.toContain(zephyr.token);
  expect(text).not.toContain(qtest.token);
});

test('an address that tokens go to over plain http is warned of, one on this machine is not', async () => {
  const { checks } = await preflight({ env: { QTEST_BASE_URL: 'http://z2q.invalid' } });
  const { checks: local } = await preflight();

  expect(checks.find(({ name }) => name === 'environment')).toMatchObject({
    status: 'warning',
    detail: expect.stringContaining('to z2q.invalid over plain http'),
  });
  expect(local.find(({ name }) => name === 'environment')).toMatchObject({ status: 'ok' });
});

test('a wrong token of the source is told from an unknown project, with the fix', async () => {
  const { ok, checks, text } = await preflight({ env: { ZEPHYR_TOKEN: 'a.wrong.secret' } });

  expect(ok).toBe(false);
  expect(statusesOf(checks, 'source')).toMatchObject({
    source_reachable: 'ok',
    source_token: 'failed',
    source_project: 'warning',
  });
  expect(fixOf(checks, 'source_token')).toContain('https://eu.api.zephyrscale.smartbear.com/v2');
  expect(text).not.toContain('a.wrong.secret');
});

test('a project of the source that is not there may live in another region', async () => {
  const { checks } = await preflight({ projectKey: 'NOWHERE' });

  expect(statusesOf(checks, 'source')).toMatchObject({ source_token: 'ok', source_project: 'failed' });
  expect(fixOf(checks, 'source_project')).toMatch(/another region.*https:\/\/de\.api/);
});

test('a project in which Zephyr is switched off is found', async () => {
  for (const project of data.projects) project.enabled = false;

  const { ok, checks } = await preflight();

  expect(ok).toBe(false);
  expect(statusesOf(checks, 'source')).toMatchObject({ source_project: 'failed' });
});

test('hosts that do not answer are named, each on its own', async () => {
  const nowhere = `http://127.0.0.1:${await freePort()}`;

  const { checks } = await preflight({ env: { ZEPHYR_BASE_URL: `${nowhere}/v2`, QTEST_BASE_URL: nowhere } });

  expect(statusesOf(checks, 'source')).toMatchObject({ source_reachable: 'failed', source_token: 'warning' });
  expect(statusesOf(checks, 'target')).toMatchObject({
    target_reachable: 'failed',
    target_project: 'warning',
  });
});

test('a wrong token and an unknown project of the target are told apart', async () => {
  const wrongToken = await preflight({ env: { QTEST_TOKEN: 'wrong-qtest-secret' } });
  const wrongProject = await preflight({ projectId: 99 });

  expect(statusesOf(wrongToken.checks, 'target')).toMatchObject({ target_token: 'failed' });
  expect(wrongToken.text).not.toContain('wrong-qtest-secret');
  expect(statusesOf(wrongProject.checks, 'target')).toMatchObject({
    target_token: 'ok',
    target_project: 'failed',
  });
});

test('a token that may not manage fields is a warning, not a failure', async () => {
  Object.assign(qtest.options, { mayManageFields: false });

  const { ok, checks } = await preflight();

  expect(ok).toBe(true);
  expect(checks.find(({ name }) => name === 'target_fields')).toMatchObject({
    status: 'warning',
    detail: expect.stringContaining('written in the description'),
  });
});

test('a token that may not create anything is found before a run', async () => {
  Object.assign(qtest.options, { mayWrite: false });

  const { ok, checks } = await preflight();

  expect(ok).toBe(false);
  expect(checks.find(({ name }) => name === 'target_rights')).toMatchObject({
    status: 'failed',
    detail: expect.stringContaining('may not create modules, test cases'),
  });
});

test('the module and the cycle that the options name are looked for', async () => {
  const module = await qtest.seed.create(7, '/modules', { name: 'From Zephyr' });
  const cycle = await qtest.seed.create(7, '/test-cycles?parentId=0&parentType=root', {
    name: 'From Zephyr',
  });

  const there = await preflight({ options: { targetModule: module.id, targetCycle: cycle.id } });
  const notThere = await preflight({ options: { targetModule: 98_765, targetCycle: 98_765 } });

  expect(statusesOf(there.checks, 'target')).toMatchObject({ target_module: 'ok', target_cycle: 'ok' });
  expect(notThere.ok).toBe(false);
  expect(statusesOf(notThere.checks, 'target')).toMatchObject({
    target_module: 'failed',
    target_cycle: 'failed',
  });
  expect(fixOf(notThere.checks, 'target_module')).toContain('options.targetModule');
});

test('a second migration of the same projects is warned of, with the first one to run again', async () => {
  await using api = await openTestApi();
  const first = await api.aMigration();
  const second = await api.aMigration();
  const id = await api.aRun(first, 'completed');
  const check = async () => {
    const { checks } = (await api.call('POST', `/v1/migrations/${second}/preflight`)).json() as PreflightView;
    return checks.find(({ name }) => name === 'already_migrated');
  };

  const before = await check();
  await storeOfRun(api.context.store, { id, migrationId: first }).write((tx) =>
    leaveIntent(tx, { entityType: 'test_case', sourceId: '1', sourceKey: 'WEB-T1' }),
  );

  expect(before).toMatchObject({ status: 'ok' });
  expect(await check()).toMatchObject({
    status: 'warning',
    detail: expect.stringContaining(`${first} ("WEB to project 7") has brought 1 object`),
    fix: expect.stringContaining(`Run ${first} again`),
  });
});

test('test cases of the same project that another installation has brought are found before a run', async () => {
  await qtest.seed.create(8, '/test-cases', { name: 'Of a team', description: 'No key', properties: [] });
  const testCase = await qtest.seed.create(8, '/test-cases', {
    name: 'Brought by another',
    description: 'As it was [zephyr WEB-T1]',
    properties: [],
  });

  const { ok, checks } = await preflight({ projectId: 8 });

  expect(ok).toBe(false);
  expect(checks.find(({ name }) => name === 'already_there')).toMatchObject({
    status: 'failed',
    detail: expect.stringContaining(`Test case ${testCase.id} of the target carries the key WEB-T1`),
  });
});

test('fields that the project requires are named before they are filled in', async () => {
  await qtest.seed.create(7, '/settings/test-runs/fields', { label: 'Team', data_type: 1, required: true });

  const { ok, checks } = await preflight();

  expect(ok).toBe(true);
  expect(checks.find(({ name }) => name === 'target_required_fields')).toMatchObject({
    status: 'warning',
    detail: expect.stringContaining('Team (test-runs)'),
  });
});

test('a status without a counterpart is warned of, with the line to add', async () => {
  await using named = await startQtestSandbox({
    projects: [
      {
        id: 7,
        name: 'Own statuses',
        statuses: ['Not Run', 'Pass', 'Fail', 'In Progress'].map((name, at) => ({
          id: 701 + at,
          name,
          is_default: at === 0,
          color: '#A0A0A0',
          active: true,
        })),
      },
    ],
  });
  const env = { QTEST_BASE_URL: named.url, QTEST_TOKEN: named.token };
  const find = async (mapping: Partial<MappingFile>) =>
    (await preflight({ env, mapping })).checks.find(({ name }) => name === 'execution_statuses');

  expect(await find({})).toMatchObject({
    status: 'warning',
    detail: expect.stringContaining('"Blocked", "Pass with remarks"'),
    fix: expect.stringContaining('executionStatus: { "Blocked": "In Progress", "Pass with remarks":'),
  });
  expect(await find({ executionStatus: { '*': 'In Progress' } })).toMatchObject({
    status: 'ok',
    detail: expect.stringContaining('Not Executed → Not Run'),
  });
});

test('a Redis that is away is found', async () => {
  const { checks } = await preflight({ env: { REDIS_URL: `redis://127.0.0.1:${await freePort()}` } });

  expect(checks.find(({ name }) => name === 'redis')).toMatchObject({ status: 'failed' });
});

type Asked = {
  readonly projectKey?: string;
  readonly projectId?: number;
  readonly options?: Partial<MigrationOptions>;
  readonly mapping?: Partial<MappingFile>;
  readonly env?: Record<string, string>;
};

async function preflight({
  projectKey = 'WEB',
  projectId = 7,
  options = {},
  mapping = {},
  env = {},
}: Asked = {}) {
  await using api = await openTestApi({
    ZEPHYR_BASE_URL: zephyr.baseUrl,
    ZEPHYR_TOKEN: zephyr.token,
    QTEST_BASE_URL: qtest.url,
    QTEST_TOKEN: qtest.token,
    ...env,
  });
  const body = { source: { projectKey }, target: { projectId }, options, mapping };
  const { id } = (await api.call('POST', '/v1/migrations', { body })).json();
  const answer = await api.call('POST', `/v1/migrations/${id}/preflight`);
  return { ...PreflightView.parse(answer.json()), text: answer.body };
}

const statusesOf = (checks: PreflightView['checks'], side: string) =>
  Object.fromEntries(
    checks.filter(({ name }) => name.startsWith(side)).map(({ name, status }) => [name, status]),
  );

const fixOf = (checks: PreflightView['checks'], name: string) =>
  checks.find((check) => check.name === name)?.fix;
