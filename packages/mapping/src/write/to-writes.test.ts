import { anExecution, aStepResult, aTestCase, aTestCycle } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { DATA_TYPE } from '../fields/data-type.ts';
import { aCaseContext, anExecutionContext } from '../fixtures/contexts.ts';
import { aTargetField, CASE_FIELDS } from '../fixtures/target-fields.ts';
import { mapExecution } from '../map/map-execution.ts';
import { mapTestCase } from '../map/map-test-case.ts';
import { mapTestCycle } from '../map/map-test-cycle.ts';
import { readStamp } from '../text/stamp.ts';
import { toLogWrite } from './to-log-write.ts';
import { toRunWrite } from './to-run-write.ts';
import { toSuiteWrite } from './to-suite-write.ts';
import { toTestCaseWrite } from './to-test-case-write.ts';

const drafted = <Draft>(result: { outcome: string; draft?: Draft }): Draft => {
  if (result.draft === undefined) throw new Error(result.outcome);
  return result.draft;
};
const STATUSES = ['Unexecuted', 'Passed', 'Failed', 'Incomplete'].map((name, index) => ({
  id: 600 + index,
  name,
  isDefault: index === 0,
  isActive: true,
}));
const STEPS = [
  { id: 12, order: 2 },
  { id: 11, order: 1 },
];

test('a value without a field is a line of the description, before the stamp, and moves in the ledger', () => {
  const result = mapTestCase(
    aTestCase({ priority: 'Urgent', customFields: { Team: '<Web>' } }),
    aCaseContext(),
  );
  if (result.outcome !== 'draft') throw new Error(result.outcome);

  const { write, late } = toTestCaseWrite(result.draft, { moduleId: 5, fields: CASE_FIELDS });

  expect(write.description).toContain('<li><strong>Priority:</strong> Urgent</li>');
  expect(write.description).toContain(
    '<li><strong>Team:</strong> &lt;Web&gt;</li></ul><p>[zephyr WEB-T1]</p>',
  );
  expect(late.map(({ field }) => field)).toEqual(['priority', 'customFields.Team']);
});

test('a test case is sent with its place, its steps from 1 and its properties', () => {
  const draft = drafted(mapTestCase(aTestCase(), aCaseContext()));

  const { write } = toTestCaseWrite(draft, { moduleId: 5, fields: CASE_FIELDS });

  expect(write).toMatchObject({ name: 'Pay by card', parent_id: 5, precondition: 'The cart holds an item.' });
  expect(write.test_steps.map(({ order }) => order)).toEqual([1, 2]);
  expect(write.properties).toContainEqual({ field_id: 2, field_value: '201' });
});

test('a suite takes its planned dates; what has no field goes into Zephyr details', () => {
  const draft = drafted(mapTestCycle(aTestCycle(), { ...aCaseContext(), planName: () => undefined }));
  const planned = {
    ...aTargetField(-67, 'Start', DATA_TYPE.date),
    originalName: 'PlannedStartDateTestSuite',
  };
  const fields = [planned, aTargetField(8, 'Zephyr details', DATA_TYPE.richText)];

  const { write, late } = toSuiteWrite(draft, { fields });

  expect(write.properties[0]).toEqual({ field_id: -67, field_value: '2024-03-04T08:00:00+00:00' });
  expect(write.properties[1]?.field_value).toContain('<strong>Zephyr status:</strong> Done');
  expect(readStamp(write.properties[1]?.field_value ?? null)).toBe('WEB-R1');
  expect(late).toMatchObject([
    { field: 'status', outcome: 'changed' },
    { field: 'plannedEnd', outcome: 'changed' },
  ]);
});

test('a suite without any field for it drops the text, and the ledger says so', () => {
  const cycle = aTestCycle({ description: 'All', ownerAccountId: 'abc' });
  const draft = drafted(mapTestCycle(cycle, { ...aCaseContext(), planName: () => undefined }));

  const { late } = toSuiteWrite(draft, { fields: [] });

  expect(late.filter(({ outcome }) => outcome === 'dropped').map(({ field }) => field)).toEqual([
    'status',
    'description',
    'ownerAccountId',
  ]);
});

test('a run carries its key and environment', () => {
  const draft = drafted(
    mapExecution(anExecution({ environmentId: '1', environment: 'Chrome' }), anExecutionContext()),
  );
  const fields = [
    aTargetField(1, 'Zephyr key', DATA_TYPE.text),
    aTargetField(2, 'Environment', DATA_TYPE.combo, ['Chrome']),
  ];

  expect(toRunWrite(draft, { fields })).toEqual({
    write: {
      name: 'Pay by card',
      properties: [
        { field_id: 1, field_value: '10|WEB-T1|Chrome' },
        { field_id: 2, field_value: '200' },
      ],
    },
    late: [],
    filled: new Set(),
    unfilled: [],
  });
});

test('a log has a status for every step of the target', () => {
  const stepResults = [
    aStepResult({ description: 'Pay', testData: null, expectedResult: 'Paid', status: 'Fail' }),
  ];
  const draft = drafted(mapExecution(anExecution({ stepResults, status: 'Pass' }), anExecutionContext()));

  const written = toLogWrite(draft, { steps: STEPS, statuses: STATUSES, versionId: 3, fields: [] });

  expect(written?.write).toMatchObject({ status: { id: 601 }, test_case_version_id: 3 });
  expect(written?.write.test_step_logs).toMatchObject([
    { test_step_id: 11, status: { id: 601 }, order: 1 },
    { test_step_id: 12, status: { id: 602 }, order: 2 },
  ]);
});

const TWO = { steps: STEPS, statuses: STATUSES, versionId: null, fields: [] };
const BARE = { description: null, testData: null, expectedResult: null };
const logOf = (overrides: Parameters<typeof anExecution>[0], mapping = {}) =>
  drafted(mapExecution(anExecution(overrides), anExecutionContext(mapping)));

test('a status without a counterpart is named, once', () => {
  const stepResults = ['Retest', 'Flaky'].map((status) => aStepResult({ ...BARE, status }));

  const written = toLogWrite(logOf({ stepResults, status: 'Flaky' }), TWO);

  expect(written?.unmapped).toEqual(['Flaky', 'Retest']);
});

test('what the mapping file has for all others stands in, and the ledger says from what to what', () => {
  const stepResults = ['Retest', 'Pass'].map((status) => aStepResult({ ...BARE, status }));
  const draft = logOf({ stepResults, status: 'Flaky' }, { executionStatus: { '*': 'Incomplete' } });

  const written = toLogWrite(draft, TWO);

  expect(written?.unmapped).toEqual([]);
  expect(written?.write.status).toEqual({ id: 603 });
  expect(written?.write.note).toContain('<strong>Status in Zephyr:</strong> Flaky');
  expect(written?.write.note).toContain('<strong>Step 1, status in Zephyr:</strong> Retest');
  expect(written?.late).toEqual([
    { field: 'status', outcome: 'changed', code: 'status_by_rest', before: 'Flaky', after: 'Incomplete' },
    {
      field: 'stepResults[0].status',
      outcome: 'changed',
      code: 'status_by_rest',
      before: 'Retest',
      after: 'Incomplete',
    },
  ]);
});

test('a note says of the status only what Zephyr said', () => {
  const named = STATUSES.map((status, index) => ({
    ...status,
    name: ['Not Run', 'Pass', 'Fail', 'In Progress'][index] ?? '',
  }));
  const stepResults = ['Pass', 'Not Executed'].map((status) => aStepResult({ ...BARE, status }));

  const own = toLogWrite(logOf({ stepResults, status: 'Pass' }), { ...TWO, statuses: named });
  const other = toLogWrite(logOf({ stepResults, status: 'OK' }), { ...TWO, statuses: named });

  expect(own?.write).toMatchObject({
    status: { id: 601 },
    test_step_logs: [{ status: { id: 601 } }, { status: { id: 600 } }],
  });
  expect(own?.write.note).not.toContain('Status in Zephyr');
  expect(other?.write).toMatchObject({ status: { id: 601 } });
  expect(other?.write.note).toContain('<strong>Status in Zephyr:</strong> OK');
  expect(other?.late[0]).toMatchObject({ code: 'status_by_meaning', before: 'OK', after: 'Pass' });
});

test('a step without a result takes the status of the execution, and the ledger says it was added', () => {
  const written = toLogWrite(logOf({ stepResults: [], status: 'Fail' }), TWO);

  expect(written?.write.test_step_logs).toMatchObject([{ status: { id: 602 } }, { status: { id: 602 } }]);
  expect(written?.write.note).not.toContain('Step 1');
  expect(written?.late).toEqual([
    { field: 'target: step logs', outcome: 'added', code: 'step_as_execution', after: 'Failed' },
  ]);
});

test('a draft of an earlier release makes the log that it made then', () => {
  const draft = logOf({ stepResults: [], status: 'Pass' });
  const stepResults = [{ stepIndex: 1, sourceIndex: 1, status: 'Failed', actualResult: 'Seen' }];
  const earlier = { ...draft, log: draft.log && { ...draft.log, status: 'Flaky', stepResults } };

  const written = toLogWrite(earlier, TWO);

  expect(written?.write).toMatchObject({
    status: { id: 603 },
    test_step_logs: [{ status: { id: 600 } }, { status: { id: 602 }, actual_result: 'Seen' }],
  });
});

test('a status that nobody may give any more is not given, whatever its name', () => {
  const retired = { id: 999, name: 'Passed', isDefault: true, isActive: false };
  const others = STATUSES.filter(({ name }) => name !== 'Passed');
  const draft = logOf({ status: 'Pass', stepResults: [] });

  const target = { steps: [], versionId: null, fields: [] };
  const beside = toLogWrite(draft, { ...target, statuses: [retired, ...STATUSES] });
  const alone = toLogWrite(draft, { ...target, statuses: [retired, ...others] });

  expect(beside?.write.status).toEqual({ id: 601 });
  expect(alone?.unmapped).toEqual(['Pass']);
});

test('results beyond the steps of the target are told in the note', () => {
  const stepResults = [aStepResult(), aStepResult({ actualResult: 'Seen' })];
  const draft = drafted(mapExecution(anExecution({ stepResults }), anExecutionContext()));

  const written = toLogWrite(draft, {
    steps: [{ id: 1, order: 1 }],
    statuses: STATUSES,
    versionId: null,
    fields: [],
  });

  expect(written?.write.test_step_logs).toHaveLength(1);
  expect(written?.write.note).toContain('<strong>Step 2:</strong> Pass<br/>Seen');
});

test('an execution not yet run has no log', () => {
  const draft = drafted(
    mapExecution(anExecution({ isUnexecuted: true, actualEnd: null }), anExecutionContext()),
  );

  expect(toLogWrite(draft, { steps: [], statuses: STATUSES, versionId: null, fields: [] })).toBeNull();
});
