import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CallQtest, callQtest } from './call-qtest.ts';
import { type QtestSandbox, startQtestSandbox } from './start-qtest-sandbox.ts';

let sandbox: QtestSandbox;
let call: CallQtest;
let versionId: number;
let steps: { id: number }[];
let oldStepId: number;
let unapprovedRun: number;
let run: number;

const steady = [
  { description: 'a', expected: 'b' },
  { description: 'c', expected: 'd' },
];

beforeAll(async () => {
  sandbox = await startQtestSandbox();
  call = callQtest(sandbox);
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  const { body: draft } = await call('POST', '/test-cases', { name: 'Draft', test_steps: steady });
  unapprovedRun = (await call('POST', '/test-runs', { test_case: { id: draft.id } })).body.id;
  const { body: testCase } = await call('POST', '/test-cases', { name: 'Case', test_steps: steady });
  oldStepId = (await call('GET', `/test-cases/${testCase.id}/test-steps`)).body[0].id;
  versionId = (await call('PUT', `/test-cases/${testCase.id}/approve`)).body.test_case_version_id;
  steps = (await call('GET', `/test-cases/${testCase.id}/versions/${versionId}/test-steps`)).body;
  run = (await call('POST', '/test-runs', { name: 'Run', test_case: { id: testCase.id } })).body.id;
});

const aLog = (change: object = {}) => ({
  status: { id: 601 },
  exe_start_date: '2026-03-02T09:15:00Z',
  exe_end_date: '2026-03-02T09:22:00+01:00'.replace('+01:00', 'Z'),
  ...change,
});
const post = (change: object = {}, runId = run) =>
  call('POST', `/test-runs/${runId}/test-logs`, aLog(change));

describe('test logs', () => {
  test('one with its step results is answered 201, and read back', async () => {
    const test_step_logs = steps.map((step, index) => ({
      test_step_id: step.id,
      status: { id: 602 },
      actual_result: `saw ${index}`,
      exe_date: '2026-03-02T09:20:00Z',
      order: index + 1,
    }));

    const created = await post({ test_case_version_id: versionId, note: 'why', test_step_logs });

    expect(created.status).toBe(201);
    const { body } = await call('GET', `/test-runs/${run}/test-logs`);
    expect(body).toMatchObject({ page: 1, page_size: 100, total: 1, links: [] });
    expect(body.items).toEqual([created.body]);
    expect(created.body).toMatchObject({
      test_run_id: run,
      status: { id: 601, name: 'Passed' },
      exe_start_date: '2026-03-02T09:15:00+00:00',
      note: 'why',
      test_step_logs: [
        {
          test_step_id: steps[0]?.id,
          status: { id: 602 },
          actual_result: 'saw 0',
          description: 'a',
          order: 1,
        },
        { test_step_id: steps[1]?.id, actual_result: 'saw 1', expected_result: 'd', order: 2 },
      ],
    });
  });

  test.each<[string, () => object]>([
    ['fractional seconds', () => ({ exe_end_date: '2026-03-02T09:22:00.000Z' })],
    ['no offset', () => ({ exe_end_date: '2026-03-02T09:22:00' })],
    ['an end before the start', () => ({ exe_end_date: '2026-03-02T09:14:59Z' })],
    ['no start', () => ({ exe_start_date: undefined })],
    ['no end', () => ({ exe_end_date: undefined })],
    ['no status', () => ({ status: undefined })],
    ['the name of a status', () => ({ status: 'Passed' })],
    ['a status without an id', () => ({ status: { name: 'Passed' } })],
    ['an unknown status', () => ({ status: { id: 699 } })],
    ['an unknown version', () => ({ test_case_version_id: 7 })],
    [
      'a step of another version',
      () => ({ test_step_logs: [{ test_step_id: oldStepId, status: { id: 601 } }] }),
    ],
    [
      'a step twice',
      () => ({ test_step_logs: [0, 0].map((at) => ({ test_step_id: steps[at]?.id, status: { id: 601 } })) }),
    ],
    ['a step without a status', () => ({ test_step_logs: [{ test_step_id: steps[0]?.id }] })],
    [
      'fractional seconds on a step',
      () => ({
        test_step_logs: [
          { test_step_id: steps[0]?.id, status: { id: 601 }, exe_date: '2026-03-02T09:20:00.5Z' },
        ],
      }),
    ],
    ['a planned time out of range', () => ({ planned_exe_time: 10_000_000 })],
  ])('%s is refused', async (_what, change) => {
    const { status, body } = await post(change());

    expect(status).toBe(400);
    expect(body).toEqual({ message: expect.any(String) });
    expect((await call('GET', `/test-runs/${run}/test-logs`)).body.total).toBe(0);
  });

  test('without a version the newest approved one is taken, and without one of those it is refused', async () => {
    const approved = await post();
    const unapproved = await post({}, unapprovedRun);

    expect(approved.body.test_case_version_id).toBe(versionId);
    expect(unapproved.status).toBe(400);
  });

  test('the log executed last sets the status of the run, in whatever order they come', async () => {
    await post({ status: { id: 602 }, exe_end_date: '2026-05-01T00:00:00Z' });
    await post({ status: { id: 601 } });

    const byId = await call('GET', `/test-runs/${run}`);
    const listed = await call('GET', '/test-runs?parentType=root&parentId=0&pageSize=999');
    const last = await call('GET', `/test-runs/${run}/test-logs/last-run`);

    const status = byId.body.properties.find((each: { field_name: string }) => each.field_name === 'Status');
    expect(status).toMatchObject({ field_value: '602', field_value_name: 'Failed' });
    expect(byId.body.latest_test_log).toBeNull();
    const item = listed.body.items.find((each: { id: number }) => each.id === run);
    expect(item.latest_test_log).toMatchObject({
      status: 'Failed',
      exe_end_date: '2026-05-01T00:00:00+00:00',
    });
    expect(last.body.status.name).toBe('Failed');
  });

  test('a log is changed but never deleted; the order of its steps is fixed', async () => {
    const step = { test_step_id: steps[0]?.id, status: { id: 601 } };
    const { body: log } = await post({ test_step_logs: [{ ...step, order: 1 }] });
    const path = `/test-runs/${run}/test-logs/${log.id}`;
    const changed = { ...step, status: { id: 602 } };

    const answers = [
      await call('PUT', path, aLog({ note: 'new', test_step_logs: [{ ...changed, order: 1 }] })),
      await call('PUT', path, aLog({ test_step_logs: [{ ...changed, order: 2 }] })),
      await call('DELETE', path),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([200, 400, 404]);
    const { body } = await call('GET', path);
    expect(body).toMatchObject({ note: 'new', test_step_logs: [{ status: { id: 602 } }] });
    expect(body.test_step_logs[0].test_step_log_id).toBe(log.test_step_logs[0].test_step_log_id);
  });

  test('statuses of the project are listed with the default one marked', async () => {
    const { body } = await call('GET', '/test-runs/execution-statuses');

    expect(body.map((each: { id: number; name: string }) => `${each.id} ${each.name}`)).toEqual([
      '601 Passed',
      '602 Failed',
      '603 Incomplete',
      '604 Blocked',
      '605 Unexecuted',
      '606 Pass with remarks',
    ]);
    expect(body.find((each: { is_default: boolean }) => each.is_default).id).toBe(605);
  });
});

describe('test runs', () => {
  test('an unknown case or version is refused, the same case may run twice', async () => {
    const { testCaseId } = (await call('GET', `/test-runs/${run}`)).body;

    const answers = [
      await call('POST', '/test-runs', { test_case: { id: 5 } }),
      await call('POST', '/test-runs', { name: 'x' }),
      await call('POST', '/test-runs', { test_case: { id: testCaseId }, test_case_version_id: 5 }),
      await call('POST', '/test-runs', { test_case: { id: testCaseId } }),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([404, 400, 400, 201]);
  });

  test('pages of a place hold its own runs, with descendants those below it too', async () => {
    const { body: cycle } = await call('POST', '/test-cycles', { name: 'x' });
    const { body: suite } = await call('POST', `/test-suites?parentType=test-cycle&parentId=${cycle.id}`, {
      name: 'x',
    });
    const { testCaseId } = (await call('GET', `/test-runs/${run}`)).body;
    const inSuite = `parentType=test-suite&parentId=${suite.id}`;
    for (let count = 0; count < 3; count += 1) {
      await call('POST', `/test-runs?${inSuite}`, { test_case: { id: testCaseId } });
    }

    const page = await call('GET', `/test-runs?${inSuite}&pageSize=2`);
    const direct = await call('GET', `/test-runs?parentType=test-cycle&parentId=${cycle.id}`);
    const deep = await call(
      'GET',
      `/test-runs?parentType=test-cycle&parentId=${cycle.id}&expand=descendants`,
    );

    expect(page.body).toMatchObject({ page: 1, page_size: 2, total: 3, links: [{ rel: 'next' }] });
    expect(page.body.items).toHaveLength(2);
    const next = page.body.links[0].href.replace(sandbox.url, '');
    expect((await call('GET', next)).body.items).toHaveLength(1);
    expect(direct.body.total).toBe(0);
    expect(deep.body.total).toBe(3);
  });

  test('a nested case comes with properties null', async () => {
    const { body } = await call('GET', `/test-runs/${run}?expand=testcase.teststep`);

    expect(body.test_case.properties).toBeNull();
    expect(body.test_case.test_steps).toHaveLength(2);
  });
});
