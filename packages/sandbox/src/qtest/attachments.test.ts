import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallQtest, callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let call: CallQtest;
let testCaseId: number;

beforeAll(async () => {
  sandbox = await startQtestSandbox({ options: { maxAttachmentBytes: 3_000_000 } });
  call = callQtest(sandbox);
  testCaseId = (await call('POST', '/test-cases', { name: 'x' })).body.id;
});
afterAll(() => sandbox.close());

const upload = (path: string, bytes: Buffer, headers: Record<string, string> = { 'File-Name': 'a.txt' }) =>
  fetch(`${sandbox.url}/api/v3/projects/1${path}/blob-handles`, {
    method: 'POST',
    headers: { authorization: `bearer ${sandbox.token}`, ...headers },
    body: new Uint8Array(bytes),
  });

describe('attachments', () => {
  test.each([
    ['empty', 0, 'text/plain'],
    ['small', 10, 'application/json'],
    ['large', 3_000_000, 'image/png'],
  ])('a file that is %s is kept byte by byte', async (_what, size, type) => {
    const bytes = Buffer.alloc(size, '{"a"');
    const path = `/test-cases/${testCaseId}`;

    const uploaded = await upload(path, bytes, { 'File-Name': 'a.bin', 'content-type': type });

    expect(uploaded.status).toBe(201);
    const { id, ...rest } = (await uploaded.json()) as { id: number };
    expect(rest).toMatchObject({ name: 'a.bin', content_type: type, artifact_id: testCaseId });
    const stored = sandbox.state().projects[0]?.attachments.find((file) => file.id === id);
    expect(stored).toMatchObject({
      sizeBytes: size,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const download = await fetch(`${sandbox.url}/api/v3/projects/1${path}/attachments/${id}`, {
      headers: { authorization: `bearer ${sandbox.token}` },
    });
    expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('a file above the limit answers 413 and is not kept', async () => {
    const { body: testCase } = await call('POST', '/test-cases', { name: 'x' });

    const answer = await upload(`/test-cases/${testCase.id}`, Buffer.alloc(3_000_001));

    expect(answer.status).toBe(413);
    expect((await call('GET', `/test-cases/${testCase.id}/attachments`)).body).toEqual([]);
  });

  test('the header File-Name is asked for; names are percent-encoded or the bytes of UTF-8', async () => {
    const path = `/test-cases/${testCaseId}`;

    const without = await upload(path, Buffer.from('a'), {});
    const name = Buffer.from('Prüfung 試.txt').toString('latin1');
    const umlauts = await upload(path, Buffer.from('a'), { 'File-Name': name });
    const encoded = await upload(path, Buffer.from('a'), { 'File-Name': encodeURIComponent('試 50%.txt') });
    const plain = await upload(path, Buffer.from('a'), { 'File-Name': '50% done.txt' });

    expect(without.status).toBe(400);
    expect(await umlauts.json()).toMatchObject({ name: 'Prüfung 試.txt' });
    expect(await encoded.json()).toMatchObject({ name: '試 50%.txt' });
    expect(await plain.json()).toMatchObject({ name: '50% done.txt' });
  });

  test('runs, suites and cycles take none', async () => {
    const { body: run } = await call('POST', '/test-runs', { test_case: { id: testCaseId } });
    const { body: suite } = await call('POST', '/test-suites', { name: 'x' });

    const answers = [
      await upload(`/test-runs/${run.id}`, Buffer.from('a')),
      await upload(`/test-suites/${suite.id}`, Buffer.from('a')),
      await upload('/test-cases/5', Buffer.from('a')),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
  });

  test('files are on cases, steps, logs and step logs, found, and go with their owner', async () => {
    const test_steps = [{ description: 'a', expected: '' }];
    const { body: testCase } = await call('POST', '/test-cases', { name: 'x', test_steps });
    const { body: steps } = await call('GET', `/test-cases/${testCase.id}/test-steps`);
    const { body: run } = await call('POST', '/test-runs', { test_case: { id: testCase.id } });
    const { body: log } = await call('POST', `/test-runs/${run.id}/test-logs`, {
      status: { id: 601 },
      exe_start_date: '2026-01-01T00:00:00Z',
      exe_end_date: '2026-01-01T00:00:00Z',
      test_case_version_id: testCase.test_case_version_id,
      test_step_logs: [{ test_step_id: steps[0].id, status: { id: 601 } }],
    });
    const owners = [
      `/test-steps/${steps[0].id}`,
      `/test-logs/${log.id}`,
      `/test-step-logs/${log.test_step_logs[0].test_step_log_id}`,
    ];
    const before = sandbox.state().projects[0]?.attachments.length ?? 0;

    for (const owner of owners) expect((await upload(owner, Buffer.from('a'))).status).toBe(201);

    const found = await call('GET', `/attachments?type=test-logs&ids=${log.id}`);
    expect(found.body).toMatchObject({ total: 1, items: [{ artifact_id: log.id }] });
    await call('DELETE', `/test-runs/${run.id}`);
    await call('DELETE', `/test-cases/${testCase.id}`);
    expect(sandbox.state().projects[0]?.attachments).toHaveLength(before);
  });

  test('one is deleted by its blob handle', async () => {
    const path = `/test-cases/${testCaseId}`;
    const { id } = (await (await upload(path, Buffer.from('a'))).json()) as { id: number };

    const answers = [
      await call('DELETE', `${path}/blob-handles/${id}`),
      await call('DELETE', `${path}/blob-handles/${id}`),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([200, 404]);
  });
});
