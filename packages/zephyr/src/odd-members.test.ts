import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTestCase } from './read-test-case.ts';
import { readTestCycle } from './read-test-cycle.ts';
import { readTestExecution } from './read-test-execution.ts';
import { readTestPlan } from './read-test-plan.ts';
import type { ReferenceNames } from './source-client.ts';

const names: ReferenceNames = { nameOf: () => undefined, isDefault: () => false };

/** A record of the Cloud API with every member that is read. */
const RECORD = {
  id: 11,
  key: 'WEB-T1',
  name: 'Pay by card',
  createdOn: '2020-06-03T07:26:59Z',
  objective: '<p>Pay</p>',
  precondition: 'None',
  description: 'All',
  estimatedTime: 138_000,
  executionTime: 61_000,
  labels: ['Smoke', 'Regression'],
  component: { id: 5, self: 'https://shop.atlassian.net/rest/api/2/component/5' },
  priority: { id: 1 },
  status: { id: 3 },
  testExecutionStatus: { id: 6 },
  folder: { id: 40 },
  environment: { id: 2 },
  jiraProjectVersion: { id: 8 },
  testCase: { id: 999, self: 'https://host/v2/testcases/WEB-T1/versions/2' },
  testCycle: { id: 21 },
  owner: { accountId: 'me' },
  executedById: 'me',
  assignedToId: 'you',
  comment: 'Fine',
  automated: false,
  actualEndDate: '2023-06-20T16:25:58Z',
  plannedStartDate: '2023-06-20T16:25:58Z',
  plannedEndDate: '2023-06-21T16:25:58Z',
  customFields: { Team: 'Web', Sizes: ['S', 'M'] },
  links: {
    issues: [{ issueId: 5, type: 'COVERAGE', target: 'https://host/issue/5' }],
    webLinks: [{ url: 'https://host', description: 'Home', type: 'RELATED' }],
    testPlans: [{ id: 1, testPlanId: 22 }],
    testCycles: [{ id: 1, testCycleId: 21 }],
  },
};
const STEPS = {
  kind: 'steps',
  values: [
    { id: 1, inline: { description: 'Do', testData: 'x', expectedResult: 'ok', customFields: { a: 1 } } },
    { inline: null, testCase: { testCaseKey: 'WEB-T9', parameters: [{ name: 'user', value: 'me' }] } },
  ],
};
const RESULTS = [
  { id: 5, inline: { description: 'Do', actualResult: 'Did', status: { id: 6 }, testDataRowNumber: 1 } },
];

type Json = Readonly<Record<string, unknown>>;
const READERS = {
  'test case': (raw: Json) => readTestCase(raw, STEPS, names),
  'test cycle': (raw: Json) => readTestCycle(raw, names),
  'test plan': (raw: Json) => readTestPlan(raw, names),
  'test execution': (raw: Json) => readTestExecution(raw, RESULTS, names),
} as const;
const KINDS = ['test case', 'test cycle', 'test plan', 'test execution'] as const;

/** Members that identify a record. */
const NAMING = ['id', 'key'];
const OPTIONAL = placesIn(RECORD).filter(([member]) => !NAMING.includes(String(member)));

type Place = readonly (string | number)[];

function placesIn(value: unknown, place: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value).map(
    ([name, item]) => [Array.isArray(value) ? Number(name) : name, item] as const,
  );
  return members.flatMap(([name, item]) => [[...place, name], ...placesIn(item, [...place, name])]);
}

function replacedAt(value: unknown, [name, ...deeper]: Place, replacement: unknown): unknown {
  if (name === undefined) return replacement;
  if (Array.isArray(value))
    return value.with(Number(name), replacedAt(value[Number(name)], deeper, replacement));
  const object = value as Json;
  return { ...object, [name]: replacedAt(object[name], deeper, replacement) };
}

const toText = (place: Place): string =>
  place.reduce<string>(
    (text, name) => (typeof name === 'number' ? `${text}[${name}]` : text === '' ? name : `${text}.${name}`),
    '',
  );

const kind = fc.constantFrom(...KINDS);
const place = fc.constantFrom(...OPTIONAL);

test('whatever stands for a member that a record can do without, the record survives', () => {
  fc.assert(
    fc.property(kind, place, fc.jsonValue(), (some, member, value) => {
      const record = READERS[some](replacedAt(RECORD, member, value) as Json);

      expect(record).toMatchObject({ sourceId: '11', key: 'WEB-T1' });
    }),
    { numRuns: 500 },
  );
});

test('what stands for it is read, or told as it was received', () => {
  const scalar = fc.oneof(
    fc.string({ minLength: 1 }).map((text) => `odd-${text}`),
    fc.integer({ min: 5_000, max: 90_000_000 }),
    fc.constant(true),
  );
  fc.assert(
    fc.property(kind, place, scalar, (some, member, value) => {
      const { oddMembers } = READERS[some](replacedAt(RECORD, member, value) as Json);

      if (oddMembers.length === 0) return;
      expect(oddMembers).toHaveLength(1);
      const [odd = { path: '', received: '' }] = oddMembers;
      expect(toText(member).startsWith(odd.path)).toBe(true);
      expect(odd.received).toContain(JSON.stringify(value));
    }),
    { numRuns: 500 },
  );
});

test.each(KINDS)('nothing is odd in a %s as it is usually sent', (some) => {
  expect(READERS[some](RECORD).oddMembers).toEqual([]);
});

test.each([
  ['estimatedTime', '00:10', 'estimatedTimeMs', null],
  ['createdOn', '21/Feb/24 10:05 AM', 'createdOn', null],
  ['customFields', [1], 'customFields', {}],
  ['labels', 'Smoke', 'labels', []],
  ['component', { name: 'Web' }, 'component', null],
])('a case whose %s is %j is read without it', (member, value, field, read) => {
  const record = READERS['test case']({ ...RECORD, [member]: value });

  expect(record).toMatchObject({ [field]: read, key: 'WEB-T1' });
  expect(record.oddMembers).toEqual([{ path: member, received: JSON.stringify(value) }]);
});

test.each([
  ['labels', ['a', null, 'b'], 'labels', ['a', 'b']],
  ['labels', ['a', 7], 'labels', ['a', '7']],
  ['owner', 'me', 'ownerAccountId', 'me'],
  ['customFields', [], 'customFields', {}],
  ['estimatedTime', '138000', 'estimatedTimeMs', 138_000],
  ['name', 5, 'name', '5'],
  ['objective', 5, 'objective', '5'],
])('a case whose %s is %j has it by what it means', (member, value, field, read) => {
  const record = READERS['test case']({ ...RECORD, [member]: value });

  expect(record).toMatchObject({ [field]: read, oddMembers: [] });
});

test.each([
  ['executionTime', '61000', 'executionTimeMs', 61_000],
  ['actualEndDate', 1_687_278_358_000, 'actualEnd', '2023-06-20T16:25:58Z'],
])('an execution whose %s is %j has it by what it means', (member, value, field, read) => {
  const record = READERS['test execution']({ ...RECORD, [member]: value });

  expect(record).toMatchObject({ [field]: read, oddMembers: [] });
});

test.each([
  ['PLAIN_TEXT', 'plain'],
  ['Plain', 'plain'],
  ['BDD', 'bdd'],
  ['cucumber', 'bdd'],
])('a script of type %s is %s', (type, expected) => {
  const record = readTestCase(RECORD, { kind: 'script', value: { type, text: 'Given a' } }, names);

  expect(record).toMatchObject({ script: { type: expected, text: 'Given a' }, oddMembers: [] });
});

test('a script of a type that nobody knows keeps its text', () => {
  const record = readTestCase(RECORD, { kind: 'script', value: { type: 'robot', text: 'Given a' } }, names);

  expect(record).toMatchObject({
    script: { type: 'plain', text: 'Given a' },
    oddMembers: [{ path: 'script.type', received: '"robot"' }],
  });
});

test('a call without its key keeps its place among the steps, and what it says is told', () => {
  const call = { parameters: [{ name: 'user', value: 'me' }] };
  const values = [STEPS.values[0], { inline: null, testCase: call }, 5, STEPS.values[1]];

  const { script, oddMembers } = readTestCase(RECORD, { kind: 'steps', values }, names);

  expect(script).toMatchObject({
    steps: [{ kind: 'inline' }, { kind: 'inline', description: null }, { kind: 'inline' }, { kind: 'call' }],
  });
  expect(oddMembers).toEqual([
    { path: 'steps[1].testCase', received: JSON.stringify(call) },
    { path: 'steps[2]', received: '5' },
  ]);
});

test('a step result that is odd keeps its place', () => {
  const results = [{ inline: { status: 'Pass', actualResult: 'Did' } }, null, ...RESULTS];

  const { stepResults, oddMembers } = readTestExecution(RECORD, results, names);

  expect(stepResults.map(({ actualResult }) => actualResult)).toEqual(['Did', null, 'Did']);
  expect(oddMembers).toEqual([{ path: 'stepResults[0].inline.status', received: '"Pass"' }]);
});

test('characters that no reader keeps are shown as unknown, and told', () => {
  const record = READERS['test case']({
    ...RECORD,
    name: 'Pay\u0000 by \ud83d card \ud83d\ude00',
    customFields: { 'Te\u0001am': 'a\tb\nc' },
  });

  expect(record).toMatchObject({
    name: 'Pay\ufffd by \ufffd card \ud83d\ude00',
    customFields: { 'Te\ufffdam': 'a\tb\nc' },
  });
  expect(record.oddMembers.map(({ path, isMended }) => [path, isMended])).toEqual([
    ['name', true],
    ['customFields.Te\ufffdam', true],
  ]);
});

test('whatever a text holds, what is read of it is a text that JSON keeps', () => {
  // A UTF-16 unit, which may be half a character.
  const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const { objective } = READERS['test case']({ ...RECORD, objective: text });

      expect(objective?.isWellFormed()).toBe(true);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(objective).not.toMatch(/[\u0000-\u0008]/);
    }),
  );
});
