import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallQtest, callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let call: CallQtest;
let testCaseId: number;
let releaseId: number;
let stepPath: string;

beforeAll(async () => {
  sandbox = await startQtestSandbox();
  call = callQtest(sandbox);
  testCaseId = (await sandbox.seed.create(1, '/test-cases', { name: 'Seed' })).id;
  releaseId = (await sandbox.seed.create(1, '/releases', { name: 'Seed' })).id;
  stepPath = `/test-cases/${testCaseId}/test-steps`;
});
afterAll(() => sandbox.close());

const bodyOf = (path: string, name: string): unknown => {
  if (path === '/test-runs') return { name, test_case: { id: testCaseId } };
  if (path === '/builds') return { name, release: { id: releaseId } };
  return { name };
};

const named: readonly (readonly [path: string, status: number])[] = [
  ['/modules', 201],
  ['/releases', 201],
  ['/builds', 201],
  ['/test-cycles', 201],
  ['/test-runs', 201],
  ['/test-cases', 200],
  ['/test-suites', 200],
  ['/requirements', 200],
];

describe('creates', () => {
  test.each(named)('POST %s answers %i', async (path, status) => {
    const answer = await call('POST', path, bodyOf(path, 'Anything'));

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ id: expect.any(Number), name: 'Anything' });
  });

  test.each(named)('POST %s takes names of 1 to 500 characters', async (path, status) => {
    const answers = [
      await call('POST', path, bodyOf(path, 'x'.repeat(500))),
      await call('POST', path, bodyOf(path, 'x'.repeat(501))),
      await call('POST', path, bodyOf(path, '')),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([status, 400, 400]);
    expect(answers[1]?.body).toEqual({ message: expect.any(String) });
  });

  test.each([
    ['a project', '/api/v3/projects', () => ({ name: 'New' }), 201],
    ['a field', '/settings/test-cases/fields', () => ({ label: 'Key', data_type: 1 }), 201],
    ['a defect', '/defects', () => ({ properties: [] }), 201],
    ['a step', (): string => stepPath, () => ({ description: 'do', expected: '' }), 200],
    ['a comment', '/test-cases/TC-1/comments', () => ({ content: 'hm' }), 200],
  ] as const)('%s has its own status', async (_what, path, body, status) => {
    const answer = await call('POST', typeof path === 'string' ? path : path(), body());

    expect(answer.status).toBe(status);
  });

  test('a body that is no JSON is refused with a message', async () => {
    const response = await fetch(`${sandbox.url}/api/v3/projects/1/modules`, {
      method: 'POST',
      headers: { authorization: `bearer ${sandbox.token}`, 'content-type': 'application/json' },
      body: '{"name"',
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: expect.any(String) });
  });
});
