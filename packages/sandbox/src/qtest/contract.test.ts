import { afterAll, beforeAll, expect, test } from 'vitest';
import { validateAnswer, validateRequest } from '../openapi.ts';
import { callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let faults: string[];
const base = '/api/v3/projects/1';

beforeAll(async () => {
  sandbox = await startQtestSandbox();
});
afterAll(() => sandbox.close());

/** Calls the stand-in and checks request and answer against the description. */
async function checked(method: string, path: string, body?: object) {
  const answer = await callQtest(sandbox)(method, path, body);
  const whole = path.startsWith('/api') || path.startsWith('/oauth') ? path : `${base}${path}`;
  const found = [
    // The check of requests does not know repeated query parameters.
    ...(whole.includes('ids=') ? [] : validateRequest('qtest', method, whole, body)),
    ...validateAnswer('qtest', method, whole, answer.status, answer.body === '' ? undefined : answer.body),
  ];
  faults.push(...found.map((fault) => `${method} ${path} (${answer.status}): ${fault}`));
  return answer.body;
}

test('requests and answers of site, project and fields are as described', async () => {
  faults = [];
  for (const path of ['/oauth/status', '/api/v3/re-evaluation', '/api/v3/projects', '/api/v3/users/search']) {
    await checked('GET', path);
  }
  await checked('POST', '/api/v3/projects', { name: 'x', uuid: 'u' });
  await checked('POST', '/api/v3/projects/search', { uuid: ['u'] });
  for (const path of ['', '/users', '/user-profiles/current', '/test-runs/execution-statuses']) {
    await checked('GET', path);
  }
  const fields = '/settings/test-cases/fields';
  const field = await checked('POST', fields, { label: 'C', data_type: 3, allowed_values: [{ label: 'a' }] });
  await checked('GET', fields);
  await checked('GET', `${fields}/${field.id}`);
  const added = await checked('POST', `${fields}/${field.id}/allowed-values`, [{ label: 'b' }]);
  const [value] = added.items;
  await checked('GET', `${fields}/${field.id}/allowed-values?page=1&pageSize=10`);
  await checked('PUT', `${fields}/${field.id}/allowed-values/${value.value}`, { label: 'c' });
  await checked('DELETE', `${fields}/${field.id}/allowed-values/${value.value}`);
  await checked('DELETE', `${fields}/${field.id}`);

  expect(faults).toEqual([]);
});

test('requests and answers of design objects are as described', async () => {
  faults = [];
  const module = await checked('POST', '/modules', { name: 'm', description: 'd' });
  await checked('GET', '/modules?expand=descendants');
  await checked('PUT', `/modules/${module.id}`, { name: 'n' });
  const test_steps = [{ description: 'a [~p]', expected: '', order: 1 }];
  const write = { name: 'c', parent_id: module.id, properties: [], test_steps };
  const testCase = await checked('POST', '/test-cases', write);
  const path = `/test-cases/${testCase.id}`;
  await checked('PUT', path, write);
  const approved = await checked('PUT', `${path}/approve`);
  for (const rest of ['', '?expand=teststep', '/versions', '/test-steps', '/comments']) {
    await checked('GET', `${path}${rest}`);
  }
  await checked('GET', `${path}/versions/${approved.test_case_version_id}/test-steps`);
  await checked('GET', `/api/v4/projects/1${path}/test-steps?page=1&size=10`);
  await checked('GET', '/test-cases?page=1&size=100&expandSteps=true&expandProps=true');
  const step = await checked('POST', `${path}/test-steps`, { description: 'b', expected: 'c' });
  await checked('DELETE', `${path}/test-steps/${step.id}?updateVersion=false`);
  await checked('POST', `${path}/comments`, { content: 'x' });
  const requirement = await checked('POST', `/requirements?parentId=${module.id}`, {
    name: 'r',
    properties: [],
  });
  await checked('GET', '/requirements?page=1&size=10');
  await checked('POST', `/requirements/${requirement.id}/link?type=test-cases`, [testCase.id]);
  await checked('GET', `/linked-artifacts?type=requirements&ids=${requirement.id}`);
  await checked('DELETE', `/requirements/${requirement.id}`);
  await checked('DELETE', path);
  await checked('DELETE', `/modules/${module.id}?force=true`);

  expect(faults).toEqual([]);
});

test('requests and answers of execution objects are as described', async () => {
  faults = [];
  const testCase = await checked('POST', '/test-cases', { name: 'c', properties: [] });
  await checked('PUT', `/test-cases/${testCase.id}/approve`);
  const release = await checked('POST', '/releases', { name: 'r', properties: [] });
  await checked('POST', '/builds', { name: 'b', release: { id: release.id }, properties: [] });
  await checked('GET', `/builds?releaseId=${release.id}`);
  const cycle = await checked('POST', `/test-cycles?parentType=root&parentId=0`, { name: 'c' });
  const inCycle = `parentType=test-cycle&parentId=${cycle.id}`;
  const suite = await checked('POST', `/test-suites?${inCycle}`, { name: 's', properties: [] });
  await checked('GET', '/test-cycles?parentType=root&parentId=0&expand=descendants');
  await checked('GET', `/test-suites?${inCycle}`);
  const inSuite = `parentType=test-suite&parentId=${suite.id}`;
  const run = await checked('POST', `/test-runs?${inSuite}`, {
    test_case: { id: testCase.id },
    properties: [],
  });
  const at = '2026-01-01T00:00:00Z';
  await checked('POST', `/test-runs/${run.id}/test-logs`, {
    status: { id: 601 },
    exe_start_date: at,
    exe_end_date: at,
  });
  await checked('GET', `/test-runs/${run.id}/test-logs?page=1&pageSize=10`);
  await checked('GET', `/test-runs/${run.id}/test-logs/last-run`);
  await checked('GET', `/test-runs/${run.id}?expand=testcase`);
  await checked('GET', `/test-runs?${inSuite}&page=1&pageSize=10`);
  await checked('GET', '/test-runs/subhierarchy?parentType=root&parentId=0');
  for (const object_type of [
    'test-cases',
    'test-runs',
    'test-suites',
    'test-cycles',
    'test-logs',
    'releases',
  ]) {
    await checked('POST', '/search?includeTestLogProperties=true', { object_type, fields: ['*'], query: '' });
  }
  await sandbox.seed.upload(1, `/test-cases/${testCase.id}`, { name: 'a', bytes: Buffer.from('a') });
  await checked('GET', `/test-cases/${testCase.id}/attachments`);
  await checked('GET', '/attachments?type=test-cases&page=1&pageSize=10');
  await checked('DELETE', `/test-runs/${run.id}`);
  await checked('DELETE', `/test-suites/${suite.id}`);
  await checked('DELETE', `/test-cycles/${cycle.id}?force=true`);
  await checked('DELETE', `/releases/${release.id}`);

  expect(faults).toEqual([]);
});
