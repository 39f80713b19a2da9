import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CallQtest, callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let call: CallQtest;
let requirement: number;
let testCase: number;

beforeEach(async () => {
  sandbox = await startQtestSandbox();
  call = callQtest(sandbox);
  requirement = (await call('POST', '/requirements', { name: 'WEB-17' })).body.id;
  testCase = (await call('POST', '/test-cases', { name: 'x' })).body.id;
});
afterEach(() => sandbox.close());

describe('links', () => {
  test('what cannot be linked is skipped without an error', async () => {
    const { status, body } = await call('POST', `/requirements/${requirement}/link?type=test-cases`, [
      testCase,
      5,
    ]);

    expect(status).toBe(200);
    expect(body).toMatchObject([{ id: requirement, objects: [{ id: testCase }] }]);
  });

  test('links are read from both ends and taken away', async () => {
    await call('POST', `/requirements/${requirement}/link?type=test-cases`, [testCase]);
    const ends = [
      await call('GET', `/linked-artifacts?type=requirements&ids=${requirement}&ids=5`),
      await call('GET', `/linked-artifacts?type=test-cases&ids=${testCase}`),
    ];
    await call('DELETE', `/requirements/${requirement}/link?type=test-cases`, [testCase]);
    const after = await call('GET', `/linked-artifacts?type=requirements&ids=${requirement}`);

    expect(ends[0]?.body).toMatchObject([{ id: requirement, objects: [{ id: testCase }] }]);
    expect(ends[1]?.body).toMatchObject([{ id: testCase, objects: [{ id: requirement }] }]);
    expect(after.body[0].objects).toEqual([]);
  });

  test('a test case is no source of links', async () => {
    const answer = await call('POST', `/test-cases/${testCase}/link?type=requirements`, [requirement]);

    expect(answer.status).toBe(404);
  });

  test('defects are linked by key to steps and logs', async () => {
    const { body: step } = await call('POST', `/test-cases/${testCase}/test-steps`, {
      description: 'a',
      expected: '',
    });

    const linked = await call('POST', `/test-steps/${step.id}/defects`, ['WEB-301']);

    expect(linked.status).toBe(201);
    expect(linked.body).toMatchObject([{ id: step.id, objects: [{ pid: 'WEB-301' }] }]);
    expect((await call('DELETE', `/test-steps/${step.id}/defects`, ['WEB-301'])).body).toEqual(['WEB-301']);
  });
});

describe('comments', () => {
  test('author and time are those of the call', async () => {
    const path = `/test-cases/${testCase}/comments`;

    const sent = { content: 'hm', userId: 474, created: '2020-01-01T00:00:00Z' };
    const { body: comment } = await call('POST', path, sent);

    expect(comment).toMatchObject({ content: 'hm', userId: 473 });
    expect(comment.created).not.toContain('2020');
    expect((await call('GET', path)).body).toMatchObject({ total: 1, items: [comment] });
    expect((await call('POST', '/comments', { object_type: 'test-cases' })).body.total).toBe(1);
    expect((await call('PUT', `${path}/${comment.id}`, { content: 'well' })).body.content).toBe('well');
    expect((await call('DELETE', `${path}/${comment.id}`)).status).toBe(200);
  });
});
