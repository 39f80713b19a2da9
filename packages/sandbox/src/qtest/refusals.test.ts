import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallQtest, callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let call: CallQtest;

beforeAll(async () => {
  const refuse = (kind: string, body: unknown) =>
    kind === 'releases' && JSON.stringify(body).includes('never') ? 'Not this one.' : null;
  sandbox = await startQtestSandbox({ refuse });
  call = callQtest(sandbox);
});
afterAll(() => sandbox.close());

describe('planted refusals', () => {
  test('a record is refused by its name until the refusal is taken away', async () => {
    const refusal = { objectType: 'test-cases', nameContains: 'poison', message: 'Cannot be saved.' };
    await call('PUT', '/__sandbox/refusals', [refusal]);

    const refused = await call('POST', '/test-cases', { name: 'A poison case' });
    const other = await call('POST', '/test-cases', { name: 'A good case' });
    const otherKind = await call('POST', '/modules', { name: 'poison' });
    await call('PUT', '/__sandbox/refusals', []);
    const later = await call('POST', '/test-cases', { name: 'A poison case' });

    expect(refused).toMatchObject({ status: 400, body: { message: 'Cannot be saved.' } });
    expect([other.status, otherKind.status, later.status]).toEqual([200, 201, 200]);
  });

  test('a log is named by its note, and the status may be another', async () => {
    sandbox.refusals.replace([{ objectType: 'test-logs', nameContains: 'E7', message: 'no', status: 500 }]);
    const { body: testCase } = await call('POST', '/test-cases', { name: 'x' });
    const { body: run } = await call('POST', '/test-runs', { test_case: { id: testCase.id } });
    const log = {
      status: { id: 601 },
      exe_start_date: '2026-01-01T00:00:00Z',
      exe_end_date: '2026-01-01T00:00:00Z',
      test_case_version_id: testCase.test_case_version_id,
    };

    const refused = await call('POST', `/test-runs/${run.id}/test-logs`, { ...log, note: '<p>[E7]</p>' });
    const accepted = await call('POST', `/test-runs/${run.id}/test-logs`, log);

    expect([refused.status, accepted.status]).toEqual([500, 201]);
  });

  test('a function refuses from within', async () => {
    const answer = await call('POST', '/releases', { name: 'never' });

    expect(answer).toMatchObject({ status: 400, body: { message: 'Not this one.' } });
  });

  test('options are changed over HTTP', async () => {
    await call('PUT', '/__sandbox/options', { mayWrite: false });
    const refused = await call('POST', '/modules', { name: 'x' });
    await call('PUT', '/__sandbox/options', {});

    expect(refused.status).toBe(403);
    expect((await call('POST', '/modules', { name: 'x' })).status).toBe(201);
  });
});
