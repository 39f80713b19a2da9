import { expect, test } from 'vitest';
import { readTestCase } from './read-test-case.ts';
import { readTestCycle } from './read-test-cycle.ts';
import { readTestExecution } from './read-test-execution.ts';
import { readTestPlan } from './read-test-plan.ts';
import type { ReferenceKind, ReferenceNames } from './source-client.ts';
import { UnreadableRecordError } from './unreadable-record-error.ts';

const NAMES: Partial<Record<ReferenceKind, Record<string, string>>> = {
  priority: { 1: 'High' },
  environment: { 2: 'Firefox' },
  'status:TEST_CASE': { 3: 'Approved' },
  'status:TEST_CYCLE': { 4: 'Done' },
  'status:TEST_EXECUTION': { 5: 'Not Executed', 6: 'Pass', 7: 'To do' },
};
const names: ReferenceNames = {
  nameOf: (kind, id) => NAMES[kind]?.[id],
  isDefault: (kind, id) => kind === 'status:TEST_EXECUTION' && id === '7',
};
const NO_STEPS = { kind: 'steps', values: [] };

const aWireCase = (more: Record<string, unknown> = {}) => ({
  id: 11,
  key: 'WEB-T1',
  name: 'Pay\nby card',
  ...more,
});
const aWireExecution = (more: Record<string, unknown> = {}) => ({
  id: 31,
  key: 'WEB-E1',
  testCase: { id: 999, self: 'https://host/v2/testcases/WEB-T1/versions/2' },
  testExecutionStatus: { id: 6 },
  ...more,
});

test('a test case is read with names for links, texts untouched and dates in whole seconds', () => {
  const testCase = readTestCase(
    aWireCase({
      objective: '<p>A&nbsp;b</p> ',
      createdOn: '2020-06-03T07:26:59.120-0300',
      priority: { id: 1 },
      status: { id: 3 },
      component: { id: 12 },
      folder: { id: 40 },
      owner: { accountId: 'me' },
      labels: null,
      links: {
        issues: [{ issueId: 5, type: 'COVERAGE' }],
        webLinks: [{ url: 'not a url' }, { url: null, type: 'BLOCKS' }],
      },
    }),
    NO_STEPS,
    names,
  );

  expect(testCase).toEqual({
    sourceId: '11',
    key: 'WEB-T1',
    name: 'Pay\nby card',
    createdOn: '2020-06-03T10:26:59Z',
    objective: '<p>A&nbsp;b</p> ',
    precondition: null,
    estimatedTimeMs: null,
    labels: [],
    component: '12',
    priority: 'High',
    status: 'Approved',
    folderId: '40',
    ownerAccountId: 'me',
    script: { type: 'steps', steps: [] },
    customFields: {},
    issueLinks: [{ issueId: '5', type: 'COVERAGE', target: null }],
    webLinks: [
      { url: 'not a url', description: null, type: null },
      { url: null, description: null, type: 'BLOCKS' },
    ],
    oddMembers: [],
  });
});

test('a link to a name the project does not know keeps its id', () => {
  const testCase = readTestCase(aWireCase({ priority: { id: 77 }, status: null }), NO_STEPS, names);

  expect(testCase).toMatchObject({ priority: '#77', status: null });
});

test('custom field values pass, undocumented kinds as JSON text', () => {
  const customFields = { a: 'x', b: 1.5, c: false, d: null, e: ['p', 'q'], f: { deep: 1 }, g: [1, 2], h: [] };

  const testCase = readTestCase(aWireCase({ customFields }), NO_STEPS, names);

  expect(testCase.customFields).toEqual({ ...customFields, f: '{"deep":1}', g: '[1,2]' });
});

test('steps are inline or calls, empty ones included, in order', () => {
  const values = [
    {
      id: 1,
      inline: {
        description: '<b>Do</b>',
        testData: null,
        expectedResult: 'ok',
        customFields: { x: 1 },
        reflectRef: 'r1',
      },
    },
    {
      inline: null,
      testCase: { testCaseKey: 'WEB-T9', parameters: [{ name: 'user', value: null, type: 'MANUAL_INPUT' }] },
    },
    { id: null, inline: null, testCase: null },
  ];

  const { script } = readTestCase(aWireCase(), { kind: 'steps', values }, names);

  const nothing = {
    description: null,
    testData: null,
    expectedResult: null,
    customFields: {},
    reflectRef: null,
  };
  expect(script).toEqual({
    type: 'steps',
    steps: [
      {
        kind: 'inline',
        stepId: '1',
        description: '<b>Do</b>',
        testData: null,
        expectedResult: 'ok',
        customFields: { x: 1 },
        reflectRef: 'r1',
      },
      {
        kind: 'call',
        stepId: null,
        testCaseKey: 'WEB-T9',
        parameters: [{ name: 'user', value: '', type: 'MANUAL_INPUT' }],
      },
      { kind: 'inline', stepId: null, ...nothing },
    ],
  });
});

test.each(['plain', 'bdd'])('a %s script is its text', (type) => {
  const { script } = readTestCase(
    aWireCase(),
    { kind: 'script', value: { id: 1, type, text: 'Given a\n' } },
    names,
  );

  expect(script).toEqual({ type, text: 'Given a\n' });
});

test('a record without what names it is unreadable, and the reason tells the member but no value', () => {
  const read = () => readTestCase({ ...aWireCase(), id: { secret: 'text' } }, NO_STEPS, names);

  expect(read).toThrow(UnreadableRecordError);
  expect(read).toThrow(/^Test case WEB-T1 cannot be read: id: /);
  expect(read).not.toThrow(/secret/);
});

test('a script that was not fetched is unreadable', () => {
  expect(() => readTestCase(aWireCase(), null, names)).toThrow(/Script of WEB-T1/);
});

test('a cycle and a plan name each other by id', () => {
  const cycle = readTestCycle(
    {
      id: 21,
      key: 'WEB-R1',
      name: 'Sprint',
      status: { id: 4 },
      plannedStartDate: '2026-06-30',
      jiraProjectVersion: { id: 8 },
      links: { testPlans: [{ id: 1, testPlanId: 22 }] },
    },
    names,
  );
  const plan = readTestPlan(
    { id: 22, key: 'WEB-P1', name: 'Release', links: { testCycles: [{ id: 1, testCycleId: 21 }] } },
    names,
  );

  expect(cycle).toMatchObject({
    status: 'Done',
    plannedStart: '2026-06-30T00:00:00Z',
    plannedEnd: null,
    jiraVersionId: '8',
    planIds: ['22'],
  });
  expect(plan).toMatchObject({ key: 'WEB-P1', cycleIds: ['21'], labels: [] });
});

test('an execution finds its case and version in the link, not in the id', () => {
  const stepResults = [
    { id: 5, inline: { description: 'Do', actualResult: 'Did', status: { id: 6 }, testDataRowNumber: 1 } },
    { inline: null },
  ];

  const execution = readTestExecution(
    aWireExecution({ environment: { id: 2 }, testCycle: null, actualEndDate: '2023-06-20T16:25:58Z' }),
    stepResults,
    names,
  );

  expect(execution).toMatchObject({
    testCaseKey: 'WEB-T1',
    testCaseVersion: 2,
    cycleId: null,
    environmentId: '2',
    environment: 'Firefox',
    status: 'Pass',
    isUnexecuted: false,
    actualEnd: '2023-06-20T16:25:58Z',
  });
  expect(execution.stepResults).toMatchObject([
    { stepResultId: '5', description: 'Do', actualResult: 'Did', status: 'Pass', testDataRow: 1 },
    { stepResultId: null, description: null, status: null },
  ]);
});

test.each([
  ['the default status and no end', { testExecutionStatus: { id: 7 } }, true],
  ['the status Not Executed and no end', { testExecutionStatus: { id: 5 } }, true],
  [
    'the default status but an end',
    { testExecutionStatus: { id: 7 }, actualEndDate: '2023-06-20T16:25:58Z' },
    false,
  ],
  ['another status and no end', { testExecutionStatus: { id: 6 } }, false],
])('with %s an execution is unexecuted: %s', (_name, more, expected) => {
  expect(readTestExecution(aWireExecution(more), null, names).isUnexecuted).toBe(expected);
});

test.each([
  [{ id: 999, self: 'https://host/v2/elsewhere' }, '#999'],
  [{ id: 999, self: 'https://host/v2/testcases/100%' }, '100%'],
  [{ id: 999 }, '#999'],
  [null, '#'],
])('an execution whose case is %o tells what it knows of it', (testCase, testCaseKey) => {
  const execution = readTestExecution(aWireExecution({ testCase }), [], names);

  expect(execution).toMatchObject({ testCaseKey, testCaseVersion: null });
});
