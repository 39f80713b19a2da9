import type { SourceExecution } from '@z2q/contracts';
import { anExecution, aStepResult } from '@z2q/test-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyExecution } from '../fixtures/arbitrary-records.ts';
import { anExecutionContext } from '../fixtures/contexts.ts';
import { sourceFieldsOf } from '../fixtures/source-fields.ts';
import { readStamp } from '../text/stamp.ts';
import { mapExecution } from './map-execution.ts';

const map = (execution: SourceExecution, mapping = {}) => {
  const result = mapExecution(execution, anExecutionContext(mapping));
  if (result.outcome !== 'draft') throw new Error(result.outcome);
  return result;
};
const mapLog = (execution: SourceExecution, mapping = {}) => {
  const { draft, ledger } = map(execution, mapping);
  if (draft.log === null) throw new Error('no log');
  return { log: draft.log, ledger };
};

test('every field that has a value is carried, changed or dropped, and the sums close', () => {
  fc.assert(
    fc.property(anyExecution, (execution) => {
      const { ledger } = map(execution);

      const fields = new Set(sourceFieldsOf(execution));
      const own = ledger.entries.filter(({ outcome }) => outcome !== 'added').map(({ field }) => field);
      expect(new Set([...ledger.carried, ...own])).toEqual(fields);
    }),
  );
});

test('any log has whole seconds, a start not after its end, and its stamp last', () => {
  fc.assert(
    fc.property(anyExecution, (execution) => {
      const { log } = map(execution).draft;

      if (execution.isUnexecuted) expect(log).toBeNull();
      if (log === null) return;
      expect(log.start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(log.end).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(log.start <= log.end).toBe(true);
      expect(log.note.startsWith(execution.comment ?? '')).toBe(true);
      expect(log.note.endsWith('<p>[zephyr WEB-E1]</p>')).toBe(true);
    }),
  );
});

test('the start is the end less the execution time in rounded seconds', () => {
  const { log } = mapLog(anExecution({ actualEnd: '2024-03-05T10:00:00Z', executionTimeMs: 90_500 }));

  expect(log).toMatchObject({ start: '2024-03-05T09:58:29Z', end: '2024-03-05T10:00:00Z' });
  expect(log.note).toContain('<strong>Execution time:</strong> 1 min 30.5 s');
});

test.each([
  ['10', '2024-03-08T17:00:00Z', "the cycle's planned end"],
  [null, '2026-01-01T00:00:00Z', 'the time it was read from Zephyr'],
])('without an end, in cycle %s, %s stands in and the ledger says so', (cycleId, end, words) => {
  const { log, ledger } = mapLog(anExecution({ actualEnd: null, cycleId }));

  expect(log).toMatchObject({ start: end, end });
  expect(log.note).toContain(words);
  expect(ledger.entries).toContainEqual(expect.objectContaining({ field: 'actualEnd', outcome: 'added' }));
});

test('a status stays as Zephyr says it, with what the mapping file says of it', () => {
  const { log, ledger } = mapLog(anExecution({ status: 'Retest' }), {
    executionStatus: { retest: 'Blocked', Other: 'Failed', '*': 'Incomplete' },
  });

  expect(log).toMatchObject({
    status: 'Retest',
    statusMapping: { Retest: 'Blocked', '*': 'Incomplete' },
  });
  expect(ledger.entries).toContainEqual({
    field: 'status',
    outcome: 'changed',
    code: 'renamed_by_mapping',
    before: 'Retest',
    after: 'Blocked',
  });
});

test.each(['In Progress', 'WIP', null])('what is %s is not dated by what was planned', (status) => {
  const { log } = mapLog(anExecution({ status, actualEnd: null }));

  expect(log.end).toBe('2026-01-01T00:00:00Z');
});

test('a status that means not executed is a run without a log, whatever its name', () => {
  expect(map(anExecution({ status: 'Untested', actualEnd: null })).draft.log).toBeNull();
  expect(map(anExecution({ status: 'Untested' })).draft.log?.status).toBe('Untested');
});

const CHROME = { environmentId: '1', environment: 'Chrome' };

test('executions of one case share a run per cycle and environment', () => {
  const keys = [
    anExecution(CHROME),
    anExecution({ key: 'WEB-E2', ...CHROME }),
    anExecution({ environment: null }),
    anExecution({ cycleId: null, ...CHROME }),
  ].map((execution) => map(execution).draft.runKey);

  expect(keys).toEqual(['10|WEB-T1|Chrome', '10|WEB-T1|Chrome', '10|WEB-T1|', 'adhoc|WEB-T1|Chrome']);
});

test('two environments of one name are two runs, and read alike', () => {
  const [first, second] = [
    anExecution(CHROME),
    anExecution({ key: 'WEB-E2', ...CHROME, environmentId: '12' }),
  ].map((execution) => map(execution).draft);

  expect(first?.runKey).toBe('10|WEB-T1|Chrome');
  expect(second?.runKey).toBe('10|WEB-T1|Chrome #12');
  const environmentOf = (draft = first) => draft?.runFields.find(({ label }) => label === 'Environment');
  expect(environmentOf(second)).toEqual(environmentOf(first));
  expect(environmentOf(second)?.values).toEqual(['Chrome']);
});

test('as many results as steps go to the steps by place', () => {
  const stepResults = [
    aStepResult({ description: null, testData: null, expectedResult: null, actualResult: '<b>Yes</b>' }),
    aStepResult({ description: null, testData: null, expectedResult: null, status: 'Fail' }),
  ];

  const { log } = mapLog(anExecution({ stepResults }));

  expect(log.stepResults).toEqual([
    { stepIndex: 0, sourceIndexes: [0], status: 'Pass', actualResult: '<b>Yes</b>' },
    { stepIndex: 1, sourceIndexes: [1], status: 'Fail', actualResult: '' },
  ]);
});

test('a step that reads otherwise than it was executed is told in the note', () => {
  const stepResults = [
    aStepResult({ description: 'Open the basket', testData: null, expectedResult: 'It is open' }),
    aStepResult({ description: 'Pay', testData: null, expectedResult: 'Paid' }),
  ];

  const { log } = mapLog(anExecution({ stepResults }));

  expect(log.note).toContain('<strong>Step 1 as executed:</strong> Open the basket');
  expect(log.note).not.toContain('Step 2 as executed');
});

test('a result without a step is told in the note; the others find their steps by text', () => {
  const stepResults = [
    aStepResult({ description: 'Open the cart', testData: null, expectedResult: 'It is open' }),
    aStepResult({
      description: 'Called step',
      testData: null,
      expectedResult: null,
      actualResult: 'Seen',
      status: 'Fail',
    }),
    aStepResult({ description: 'Pay', testData: null, expectedResult: 'Paid' }),
  ];

  const { log, ledger } = mapLog(anExecution({ stepResults }));

  expect(log.stepResults.map(({ sourceIndexes }) => sourceIndexes)).toEqual([[0], [2]]);
  expect(log.note).toContain(
    '<strong>Step result 2:</strong> Fail<br/>Called step<br/><em>Actual:</em> Seen',
  );
  expect(ledger.entries.map(({ field }) => field)).toContain('stepResults[1].status');
});

const OPEN = { description: 'Open the cart', testData: null, expectedResult: 'It is open' };
const PAY = { description: 'Pay', testData: null, expectedResult: 'Paid' };

test('several rows of test data: a step takes the worst, and its actual result tells each', () => {
  const stepResults = [
    aStepResult({ ...OPEN, testDataRow: 1 }),
    aStepResult({ ...PAY, testDataRow: 1 }),
    aStepResult({ ...OPEN, testDataRow: 2 }),
    aStepResult({ ...PAY, testDataRow: 2, status: 'Fail', actualResult: 'Declined' }),
  ];

  const { log, ledger } = mapLog(anExecution({ stepResults, status: 'Fail' }));

  expect(log.stepResults).toMatchObject([
    { status: 'Pass', sourceIndexes: [0, 2] },
    { status: 'Fail', sourceIndexes: [1, 3] },
  ]);
  expect(log.stepResults[1]?.actualResult).toBe(
    '<p><strong>Row of test data 1: Pass</strong></p><p><strong>Row of test data 2: Fail</strong></p><em>Actual:</em> Declined',
  );
  expect(log.note).not.toContain('Step result');
  expect(ledger.entries).toContainEqual({
    field: 'stepResults[1].status',
    outcome: 'changed',
    code: 'worst_of_rows',
    before: 'Pass',
    after: 'Fail',
  });
});

const CALLED = ['Log in', 'Look'].map((description) => ({ description, expected: '' }));
const CALLING = [
  { description: 'Open the cart', expected: 'It is open' },
  { description: '<p>Call to test case WEB-T2</p>', expected: '' },
  { description: 'Pay', expected: 'Paid' },
];
const called = (description: string, more = {}) =>
  aStepResult({ description, testData: null, expectedResult: null, ...more });

test.each([
  ['its steps are known', CALLED],
  ['its steps are others by now', CALLED.slice(1)],
  ['nothing is known of it', undefined],
])('a call takes the worst of the called results, and tells each, when %s', (_, steps) => {
  const stepResults = [
    aStepResult(OPEN),
    called('Log in'),
    called('Look', { status: 'Blocked', actualResult: 'Nobody there' }),
    aStepResult(PAY),
  ];
  const cases = new Map([
    ['WEB-T1', { name: 'Pay by card', steps: CALLING }],
    ['WEB-T2', steps && { name: 'Called', steps }],
  ]);
  const context = { ...anExecutionContext(), testCase: (key: string) => cases.get(key) };

  const result = mapExecution(anExecution({ stepResults, status: 'Blocked' }), context);

  const log = result.outcome === 'draft' ? result.draft.log : null;
  expect(log?.stepResults).toMatchObject([
    { status: 'Pass', sourceIndexes: [0], actualResult: '' },
    { status: 'Blocked', sourceIndexes: [1, 2] },
    { status: 'Pass', sourceIndexes: [3], actualResult: '' },
  ]);
  expect(log?.stepResults[1]?.actualResult).toBe(
    '<p><strong>Result 1: Pass</strong></p>Log in<p><strong>Result 2: Blocked</strong></p>Look<em>Actual:</em> Nobody there',
  );
  expect(log?.note).not.toContain('Step result');
});

test.each([
  ['Fail', 'Fail'],
  ['In Progress', 'Unexecuted'],
])('under the status %s a step without a result is %s', (status, ofStep) => {
  const { log } = mapLog(anExecution({ status, stepResults: 0 }));

  expect(log.stepResults).toMatchObject([
    { status: ofStep, hasNoStatus: true, sourceIndexes: [] },
    { status: ofStep, hasNoStatus: true, sourceIndexes: [] },
  ]);
});

test('an execution not yet run is a run that tells its comment and its key', () => {
  const { draft } = map(
    anExecution({ isUnexecuted: true, actualEnd: null, comment: 'Later', stepResults: 0 }),
  );

  const details = draft.runFields.find(({ label }) => label === 'Zephyr details')?.values[0] ?? '';
  expect(draft.log).toBeNull();
  expect(details.startsWith('Later')).toBe(true);
  expect(readStamp(details)).toBe('WEB-E1');
});

test.each([
  ['#190699409', 'id 190699409'],
  ['#', 'id (none)'],
])('an execution of the unnamed case %s fails with that said', (testCaseKey, words) => {
  const result = mapExecution(anExecution({ testCaseKey }), anExecutionContext());

  expect(result).toMatchObject({ outcome: 'failed', code: 'reference_unresolved' });
  expect(JSON.stringify(result)).toContain(words);
});

test.each([{ testCaseKey: 'WEB-T404' }, { cycleId: '404' }])(
  'an execution of %o, which is unknown, fails',
  (unknown) => {
    const result = mapExecution(anExecution(unknown), anExecutionContext());

    expect(result).toMatchObject({ outcome: 'failed', code: 'reference_unresolved' });
  },
);
