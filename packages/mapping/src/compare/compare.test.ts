import type {
  TargetLog,
  TargetStep,
  TargetStepLog,
  TargetTestCase,
  TestCaseWrite,
  TestLogWrite,
} from '@z2q/contracts';
import { aTestCase } from '@z2q/test-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATA_TYPE } from '../fields/data-type.ts';
import { anyCharacter } from '../fixtures/any-character.ts';
import { aCaseContext } from '../fixtures/contexts.ts';
import { aTargetField, CASE_FIELDS } from '../fixtures/target-fields.ts';
import { mapTestCase } from '../map/map-test-case.ts';
import { toTestCaseWrite } from '../write/to-test-case-write.ts';
import { compareModule } from './compare-container.ts';
import { compareLog } from './compare-log.ts';
import { compareProperties } from './compare-properties.ts';
import { compareTestCase } from './compare-test-case.ts';
import { compareText } from './difference.ts';

const sent = (): TestCaseWrite => {
  const result = mapTestCase(aTestCase(), aCaseContext());
  if (result.outcome !== 'draft') throw new Error(result.outcome);
  return toTestCaseWrite(result.draft, { moduleId: 5, fields: CASE_FIELDS }).write;
};
const readBack = (write: TestCaseWrite): TargetTestCase => ({
  ...write,
  id: 1,
  pid: null,
  versionId: null,
  version: null,
  moduleId: write.parent_id,
  properties: write.properties
    .map(({ field_id, field_value }) => ({ fieldId: field_id, value: field_value, valueName: null }))
    .toReversed(),
  steps: toSteps(write.test_steps).toReversed(),
});
const toSteps = (steps: TestCaseWrite['test_steps']): readonly TargetStep[] =>
  steps.map((step) => ({ ...step, id: step.order, calledTestCaseId: null }));
const compare = (changes: Partial<TargetTestCase>) =>
  compareTestCase(sent(), { ...readBack(sent()), ...changes }, CASE_FIELDS);

test('what comes back as it was sent has no differences', () => {
  expect(compare({})).toEqual([]);
});

test('any single changed character of a text is found', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: anyCharacter }),
      fc.nat(),
      fc.string({ maxLength: 1 }),
      (text, at, other) => {
        const index = at % text.length;
        const changed = `${text.slice(0, index)}${other}${text.slice(index + 1)}`;

        expect(compareText('text', text, changed).length).toBe(Number(changed !== text));
      },
    ),
  );
});

test.each([
  ['with its signs escaped', 'Rock & Roll <live>', 'Rock &amp; Roll &lt;live&gt;'],
  ['with other line ends', 'one\ntwo', 'one\r\ntwo'],
  ['left out because it is empty', '', null],
])('a plain text that comes back %s is the same', (_how, expected, actual) => {
  expect(compareText('text', expected, actual)).toEqual([]);
});

test('the excerpts begin shortly before the first difference', () => {
  const text = `${'a'.repeat(5000)}x${'b'.repeat(5000)}`;

  const [difference] = compareText('description', text, text.replace('x', 'y'));

  expect(difference?.expected).toBe(`…${'a'.repeat(20)}x${'b'.repeat(79)}…`);
  expect(difference?.actual).toContain('aybb');
});

test.each([
  ['name', { name: 'Pay by cards' }],
  ['module', { moduleId: 6 }],
  ['precondition', { precondition: null }],
  ['number of steps', { steps: [] }],
  ['Zephyr key', { properties: [] }],
])('a changed %s is a difference', (field, changes) => {
  expect(compare(changes).map((difference) => difference.field)).toContain(field);
});

test('steps in another order are differences', () => {
  const swapped = sent().test_steps.map((step) => ({ ...step, order: 3 - step.order }));

  expect(compare({ steps: toSteps(swapped) }).length).toBeGreaterThan(0);
});

test('the placeholder of an empty step may come back as the empty text', () => {
  const expected = { ...sent(), test_steps: [{ description: '<p></p>', expected: '', order: 1 }] };
  const actual = { ...readBack(expected), steps: toSteps([{ description: '', expected: '', order: 1 }]) };

  expect(compareTestCase(expected, actual, CASE_FIELDS)).toEqual([]);
});

test.each([
  [DATA_TYPE.multiCombo, '[1,2]', '[2, 1]', true],
  [DATA_TYPE.multiCombo, '[1,2]', '[1]', false],
  [DATA_TYPE.combo, '601', '[601]', true],
  [DATA_TYPE.dateTime, '2024-03-04T08:00:00+00:00', '2024-03-04T10:00:00+02:00', true],
  [DATA_TYPE.dateTime, '2024-03-04T08:00:00+00:00', '2024-03-04T08:00:01+00:00', false],
  [DATA_TYPE.date, '2024-03-04T08:00:00+00:00', '2024-03-04T00:00:00+00:00', true],
  [DATA_TYPE.date, '2024-03-04T08:00:00+00:00', '2024-03-05T00:00:00+00:00', false],
  [DATA_TYPE.date, '2024-03-04T00:00:00+00:00', '2024-03-03T17:00:00-07:00', true],
  [DATA_TYPE.date, '2024-03-04T00:00:00+00:00', '2024-03-04T00:00:00-07:00', true],
  [DATA_TYPE.date, '2024-03-04T00:00:00+00:00', '2024-03-03T16:00:00-07:00', false],
  [DATA_TYPE.richText, 'a<br/>&#126;b', 'a<br />~b', true],
  [DATA_TYPE.richText, 'a<br/>b', 'a<br/>c', false],
  [DATA_TYPE.text, 'a<br/>b', 'a<br />b', false],
  [DATA_TYPE.number, '1.50', '1.5', true],
  [DATA_TYPE.number, '1.5', '1.51', false],
  [DATA_TYPE.text, 'a', 'A', false],
])('in a field of data type %i %j and %j are the same: %s', (dataType, expected, actual, isSame) => {
  const differences = compareProperties(
    [{ field_id: 7, field_value: expected }],
    [{ fieldId: 7, value: actual, valueName: null }],
    [aTargetField(7, 'F', dataType)],
  );

  expect(differences.length === 0).toBe(isSame);
});

test('a difference of choices names them, unless they have the same name', () => {
  const field = aTargetField(7, 'Risk', DATA_TYPE.combo, ['High', 'Low', 'High']);
  const [high = 0, low = 0, twin = 0] = field.allowedValues.map(({ id }) => id);
  const compare = (value: string) =>
    compareProperties(
      [{ field_id: 7, field_value: String(high) }],
      [{ fieldId: 7, value, valueName: null }],
      [field],
    );

  expect(compare('')).toEqual([{ field: 'Risk', expected: 'High', actual: '' }]);
  expect(compare(String(low))).toEqual([{ field: 'Risk', expected: 'High', actual: 'Low' }]);
  expect(compare(String(twin))).toEqual([{ field: 'Risk', expected: String(high), actual: String(twin) }]);
});

const log: TestLogWrite = {
  status: { id: 601 },
  exe_start_date: '2024-03-05T09:00:00Z',
  exe_end_date: '2024-03-05T09:01:00Z',
  note: '<p>[zephyr WEB-E1]</p>',
  properties: [],
  test_step_logs: [
    {
      test_step_id: 11,
      status: { id: 601 },
      actual_result: 'Yes',
      exe_date: '2024-03-05T09:01:00Z',
      order: 1,
    },
  ],
};
const aStepLog = (stepId: number, actualResult: string): TargetStepLog => ({
  id: null,
  stepId,
  order: 1,
  statusId: 601,
  actualResult,
});
const readLog: TargetLog = {
  id: 1,
  runId: 1,
  versionId: 1,
  statusId: 601,
  start: '2024-03-05T10:00:00+01:00',
  end: '2024-03-05T09:01:00Z',
  note: log.note,
  properties: [],
  stepLogs: [aStepLog(11, 'Yes')],
};

test('a log that came back as it was sent has no differences', () => {
  expect(compareLog(log, readLog, [])).toEqual([]);
});

test.each([
  ['status', { statusId: 602 }],
  ['end', { end: '2024-03-05T09:01:01Z' }],
  ['note', { note: null }],
  ['number of step logs', { stepLogs: null }],
  ['step log 1 actual result', { stepLogs: [aStepLog(11, 'yes')] }],
  ['step log 1', { stepLogs: [aStepLog(12, 'Yes')] }],
])('a changed %s of a log is a difference', (field, changes) => {
  expect(compareLog(log, { ...readLog, ...changes }, []).map((difference) => difference.field)).toContain(
    field,
  );
});

test('a log that does not tell its version is not misplaced, and one that tells another is', () => {
  const expected = { ...log, test_case_version_id: 7 };

  expect(compareLog(expected, { ...readLog, versionId: null }, [])).toEqual([]);
  expect(compareLog(expected, { ...readLog, versionId: 8 }, [])).toEqual([
    { field: 'version', expected: '7', actual: '8' },
  ]);
});

test('texts that the target spells in its own way are as they were sent', () => {
  const write = {
    ...sent(),
    description: 'a<br/>b &amp; [&#126;c]',
    precondition: "<p class='x'>&nbsp;</p>",
    test_steps: [{ description: 'Open<br/>it', expected: 'It is<hr/>', order: 1 }],
  };
  const actual = {
    ...readBack(write),
    description: 'a<br />b &amp; [~c]',
    precondition: '<P class="x">\u00a0</P>',
    steps: toSteps([{ description: 'Open<br>it', expected: 'It is<hr />', order: 1 }]),
  };

  expect(compareTestCase(write, actual, CASE_FIELDS)).toEqual([]);
});

test('a misplaced module is a difference', () => {
  const expected = { name: 'Checkout', description: '', parentId: 1 };

  expect(compareModule(expected, { ...expected, description: null })).toEqual([]);
  expect(compareModule(expected, { ...expected, parentId: null })).toEqual([
    { field: 'parent', expected: '1', actual: 'null' },
  ]);
});
