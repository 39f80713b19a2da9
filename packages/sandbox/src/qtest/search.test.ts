import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallQtest, callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let call: CallQtest;
let fieldId: number;
const names: string[] = [];

beforeAll(async () => {
  sandbox = await startQtestSandbox();
  call = callQtest(sandbox);
  const { body: field } = await call('POST', '/settings/test-cases/fields', {
    label: 'Source key',
    data_type: 1,
  });
  fieldId = field.id;
  for (const key of ['A-T1', 'A-T2', 'A-T10']) {
    const properties = [{ field_id: fieldId, field_value: key }];
    const { body } = await call('POST', '/test-cases', { name: `Case of ${key}`, properties });
    names.push(body.name);
  }
  const { body: runCase } = await call('POST', '/test-cases', { name: 'Plain' });
  const { body: run } = await call('POST', '/test-runs', { name: 'Run', test_case: { id: runCase.id } });
  await call('PUT', `/test-cases/${runCase.id}/approve`);
  for (const day of ['01', '02']) {
    const at = `2026-03-${day}T10:00:00Z`;
    const log = { status: { id: 601 }, exe_start_date: at, exe_end_date: at, note: day };
    await call('POST', `/test-runs/${run.id}/test-logs`, log);
  }
});
afterAll(() => sandbox.close());

const search = (object_type: string, query: string, parameters = '') =>
  call('POST', `/search${parameters}`, { object_type, query, fields: ['*'] });
const found = async (object_type: string, query: string): Promise<string[]> => {
  const { status, body } = await search(object_type, query);
  expect(status).toBe(200);
  return body.items.map((item: { name: string; note?: string }) => item.note ?? item.name);
};

describe('search', () => {
  test.each([
    ["'Source key' = 'A-T1'", ['Case of A-T1']],
    ["Name = 'Case of A-T2'", ['Case of A-T2']],
    ["'Source key' in ('A-T1', 'A-T10')", ['Case of A-T1', 'Case of A-T10']],
    ["'Source key' ~ 'a-t1'", ['Case of A-T1', 'Case of A-T10']],
    ["Id = 'TC-2'", ['Case of A-T2']],
    ["Id = TC-1 or Id = TC-3 and Name ~ 'T10'", ['Case of A-T1', 'Case of A-T10']],
    [
      "'Source key' != 'A-T1' and Priority = 'Undecided' and Name ~ 'case'",
      ['Case of A-T2', 'Case of A-T10'],
    ],
    ["'Source key' is 'not empty'", ['Case of A-T1', 'Case of A-T2', 'Case of A-T10']],
    ["'Created Date' < '2020-01-01T00:00:00Z'", []],
    ['', ['Case of A-T1', 'Case of A-T2', 'Case of A-T10', 'Plain']],
  ])('test cases: %s', async (query, expected) => {
    expect(await found('test-cases', query)).toEqual(expected);
  });

  test('a field is named by its id too', async () => {
    expect(await found('test-cases', `${fieldId} = 'A-T1'`)).toEqual(['Case of A-T1']);
  });

  test.each([
    ['test-cases', "Unknown = 'x'"],
    ['test-cases', "Name='x'"],
    ['test-cases', "Name = 'it's'"],
    ['test-cases', "Name = 'x' Name = 'y'"],
    ['test-cases', 'Name ='],
    ['test-cases', "Name in 'x'"],
    ['modules', ''],
    ['test-logs', "note = 'x'"],
    ['test-logs', 'Id = 5'],
  ])('%s by %s is refused', async (objectType, query) => {
    expect((await search(objectType, query)).status).toBe(400);
  });

  test('logs are found by their execution dates alone', async () => {
    expect(await found('test-logs', "'Execution Start Date' > '2026-03-01T12:00:00Z'")).toEqual(['02']);
    expect(await found('test-logs', "'Execution End Date' in ('2026-03-01T00:00:00Z')")).toEqual(['01']);
  });

  test('properties and step results of logs come only where asked for', async () => {
    const plain = await search('test-logs', '');
    const full = await search('test-logs', '', '?includeTestLogProperties=true');

    expect(plain.body.items[0]).not.toHaveProperty('test_step_logs');
    expect(full.body.items[0]).toMatchObject({
      properties: [],
      test_step_logs: [],
      test_run_id: expect.any(Number),
    });
  });

  test('runs come with their latest log, whose status is plain text', async () => {
    const { body } = await search('test-runs', "Status = 'Passed'");

    expect(body.items).toMatchObject([{ name: 'Run', latest_test_log: { status: 'Passed' } }]);
  });

  test('pages link to the next one, and fields are chosen', async () => {
    const { body } = await call('POST', '/search?pageSize=3', {
      object_type: 'test-cases',
      fields: ['name'],
    });

    expect(body).toMatchObject({ page: 1, page_size: 3, total: 4, links: [{ rel: 'next' }] });
    expect(Object.keys(body.items[0]).sort()).toEqual(['id', 'name']);
  });

  test('a new object is not found until the index has it, though it is listed', async () => {
    sandbox.options.searchLagMs = 60_000;
    const { body: created } = await call('POST', '/test-cases', { name: 'Fresh' });

    const early = await found('test-cases', "Name = 'Fresh'");
    sandbox.options.searchLagMs = 0;
    const late = await found('test-cases', "Name = 'Fresh'");

    expect((await call('GET', `/test-cases/${created.id}`)).status).toBe(200);
    expect(early).toEqual([]);
    expect(late).toEqual(['Fresh']);
  });
});
