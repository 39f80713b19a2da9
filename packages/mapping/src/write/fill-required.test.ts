import type { TargetField } from '@z2q/contracts';
import { anExecution, aTestCase, aTestCycle } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { DATA_TYPE } from '../fields/data-type.ts';
import { aCaseContext, anExecutionContext } from '../fixtures/contexts.ts';
import { aTargetField } from '../fixtures/target-fields.ts';
import { mapExecution } from '../map/map-execution.ts';
import { mapTestCase } from '../map/map-test-case.ts';
import { mapTestCycle } from '../map/map-test-cycle.ts';
import { fillRequired } from './fill-required.ts';
import { toLogWrite } from './to-log-write.ts';
import { toRunWrite } from './to-run-write.ts';
import { toSuiteWrite } from './to-suite-write.ts';
import { toTestCaseWrite } from './to-test-case-write.ts';
import { withoutFilled } from './written.ts';

const aRequired = (label: string, dataType: number, choices: readonly string[] = []): TargetField => ({
  ...aTargetField(7, label, dataType, choices),
  isRequired: true,
});
const drafted = <Draft>(result: { outcome: string; draft?: Draft }): Draft => {
  if (result.draft === undefined) throw new Error(result.outcome);
  return result.draft;
};
const TEAM = aRequired('Team', DATA_TYPE.combo, ['Core', 'Web']);

test.each([
  [DATA_TYPE.combo, null, '700'],
  [DATA_TYPE.combo, '701', '701'],
  [DATA_TYPE.combo, 'Web', '701'],
  [DATA_TYPE.multiCombo, null, '[700]'],
  [DATA_TYPE.checkbox, '[701]', '[701]'],
  [DATA_TYPE.user, null, '700'],
  [DATA_TYPE.text, null, 'n/a'],
  [DATA_TYPE.richText, 'As usual', 'As usual'],
  [DATA_TYPE.number, null, '0'],
  [DATA_TYPE.date, '2026-11-22T00:00:00+00:00', '2026-11-22T00:00:00+00:00'],
])(
  'a required field of data type %i with the default %j is filled in with %j',
  (dataType, defaultValue, value) => {
    const field = { ...aRequired('Team', dataType, ['Core', 'Web']), defaultValue };

    const { properties, late } = fillRequired('test-cases', [], [field]);

    expect(properties).toEqual([{ field_id: 7, field_value: value }]);
    expect(late).toMatchObject([{ field: 'target: Team', outcome: 'added' }]);
  },
);

test('a choice that is not active is passed over, and the one that is the default comes first', () => {
  const [first, second] = TEAM.allowedValues.map((value) => ({ ...value, isActive: true }));
  if (!first || !second) throw new Error('The field has two choices');
  const retired = { ...TEAM, allowedValues: [{ ...first, isActive: false }, second] };
  const preset = { ...TEAM, allowedValues: [first, { ...second, isDefault: true }] };

  const sentFor = (field: TargetField) => fillRequired('test-cases', [], [field]).properties[0]?.field_value;

  expect(sentFor(retired)).toBe('701');
  expect(sentFor(preset)).toBe('701');
});

test.each([
  ['has a value', [{ field_id: 7, field_value: '701' }], TEAM],
  ['is not active', [], { ...TEAM, isActive: false }],
  ['is not required', [], { ...TEAM, isRequired: false }],
  ['is a member of the case', [], aRequired('Description', DATA_TYPE.richText)],
  ['is off limits', [], aRequired('Shared', DATA_TYPE.combo, ['No'])],
])('a field that %s is left as it is', (_what, properties, field) => {
  expect(fillRequired('test-cases', properties, [field])).toEqual({
    properties,
    late: [],
    filled: new Set(),
    unfilled: [],
  });
});

test('a field that has nothing to take is named, for its object would be refused', () => {
  const { properties, unfilled } = fillRequired('test-cases', [], [aRequired('Team', DATA_TYPE.combo)]);

  expect({ properties, unfilled }).toEqual({ properties: [], unfilled: ['Team'] });
});

test('the status of a run follows from its logs and is not filled in', () => {
  const status = aRequired('Status', DATA_TYPE.combo, ['Unexecuted']);

  expect(fillRequired('test-runs', [], [status]).properties).toEqual([]);
  expect(fillRequired('test-cases', [], [status]).properties).toHaveLength(1);
});

test('cases, suites, runs and logs carry what the project requires, and it is not compared', () => {
  const fields = [TEAM];
  const testCase = drafted(mapTestCase(aTestCase(), aCaseContext()));
  const cycle = drafted(mapTestCycle(aTestCycle(), { ...aCaseContext(), planName: () => undefined }));
  const execution = drafted(mapExecution(anExecution(), anExecutionContext()));
  const statuses = [{ id: 601, name: 'Passed', isDefault: false, isActive: true }];
  const log = toLogWrite(execution, { steps: [], statuses, versionId: null, fields });

  const written = [
    toTestCaseWrite(testCase, { moduleId: 5, fields }),
    toSuiteWrite(cycle, { fields }),
    toRunWrite(execution, { fields }),
    ...(log ? [log] : []),
  ];

  expect(written.map(({ write }) => write.properties)).toEqual(
    Array.from({ length: 4 }, () => [{ field_id: 7, field_value: '700' }]),
  );
  expect(
    [
      withoutFilled(toSuiteWrite(cycle, { fields })).properties,
      withoutFilled(toRunWrite(execution, { fields })).properties,
    ].flat(),
  ).toEqual([]);
  expect(written.every(({ late }) => late.some(({ field }) => field === 'target: Team'))).toBe(true);
});

test('a log takes what its run has in a required field, and a run what its log has', () => {
  const environment = { ...aRequired('Environment', DATA_TYPE.combo, ['Any', 'Chrome']), id: 8 };
  const fields = [TEAM, environment];
  const source = anExecution({ environment: 'Chrome', customFields: { Team: 'Web' } });
  const draft = drafted(mapExecution(source, anExecutionContext()));
  const statuses = [{ id: 601, name: 'Passed', isDefault: false, isActive: true }];

  const run = toRunWrite(draft, { fields });
  const log = toLogWrite(draft, { steps: [], statuses, versionId: null, fields });

  const sent = [
    { field_id: 7, field_value: '701' },
    { field_id: 8, field_value: String(environment.allowedValues[1]?.id) },
  ];
  expect(run.write.properties.toSorted((left, right) => left.field_id - right.field_id)).toEqual(sent);
  expect(log?.write.properties.toSorted((left, right) => left.field_id - right.field_id)).toEqual(sent);
  expect([...run.late, ...(log?.late ?? [])].filter(({ outcome }) => outcome === 'added')).toEqual([]);
});
