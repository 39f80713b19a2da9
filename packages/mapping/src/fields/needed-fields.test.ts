import { EMPTY_MAPPING, MappingFile } from '@z2q/contracts';
import { anExecution, aTestCase } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { toFieldKinds } from './field-kinds.ts';
import { neededFields } from './needed-fields.ts';
import { mergeProfileLists, observeExecution, observeTestCase, profileAll } from './observe-fields.ts';

const profilesOf = (...cases: readonly Parameters<typeof aTestCase>[0][]) =>
  profileAll(
    [],
    cases.flatMap((overrides) => observeTestCase(aTestCase(overrides))),
  );
const summary = (needed: ReturnType<typeof neededFields>) =>
  needed
    .filter(({ object }) => object === 'test-cases')
    .map(({ label, kind, choices }) => [label, kind, choices]);

test('a project needs its own fields and one for each field with a value', () => {
  const profiles = profilesOf({
    status: 'Draft',
    customFields: { Team: ['Web', 'Apps'], Done: true, Unused: null, Note: 'x' },
  });

  const needed = neededFields(profiles, MappingFile.parse({ testCaseStatus: { Draft: 'New' } }));

  expect(summary(needed)).toEqual([
    ['Zephyr key', 'text', []],
    ['Status', 'choice', ['New']],
    ['Priority', 'choice', ['Normal']],
    ['Labels', 'multi-choice', ['smoke']],
    ['Estimated time', 'text', []],
    ['Team', 'multi-choice', ['Apps', 'Web']],
    ['Done', 'checkbox', ['true', 'false']],
    ['Note', 'text', []],
  ]);
});

const times = (count: number, ...values: readonly string[]) =>
  values.flatMap((Field) =>
    Array.from({ length: count }, (): Parameters<typeof aTestCase>[0] => ({ customFields: { Field } })),
  );

test.each([
  ['few values, each often', times(3, 'Test', 'Analysis'), ['choice', ['Analysis', 'Test']]],
  ['values that are seldom seen twice', times(2, 'Test', 'Analysis'), ['text', []]],
  ['one value alone', times(9, 'Test'), ['text', []]],
  ['spellings of one value', times(9, 'Test', 'test'), ['text', []]],
  ['accounts', times(9, '5b10a2844c20165700ede21f', '5b10a2844c20165700ede21e'), ['text', []]],
  ['days', times(9, '2024-01-01', '2024-01-02'), ['date', []]],
])('a field of %s is made as that', (_, cases, expected) => {
  const needed = neededFields(profilesOf(...cases), EMPTY_MAPPING);

  const { kind, choices } = needed.find(({ label }) => label === 'Field') ?? {};
  expect([kind, choices]).toEqual(expected);
});

test('custom fields whose names differ by case and outer blanks are one field', () => {
  const profiles = profilesOf({ customFields: { Risk: 'high', 'risk ': 'low' } });

  const risks = neededFields(profiles, EMPTY_MAPPING).filter(({ label }) => /risk/i.test(label));

  expect(risks.map(({ label }) => label)).toEqual(['Risk']);
});

test('names that differ by case and outer blanks are one choice', () => {
  const profiles = profilesOf({ labels: ['Smoke', 'smoke', 'SMOKE ', 'Other'] });

  const labels = neededFields(profiles, EMPTY_MAPPING).find(({ label }) => label === 'Labels');

  expect(labels?.choices.map((choice) => choice.toLowerCase())).toEqual(['other', 'smoke']);
});

test('a listed record with only its custom fields and labels can be observed', () => {
  const observed = observeTestCase({ labels: ['smoke'], customFields: { Team: 'Web' } });

  expect(observed.map(({ field }) => field)).toEqual(['labels', 'customFields.Team']);
});

test('environments become choices, and text when there are too many', () => {
  const few = profileAll([], observeExecution(anExecution({ environment: 'Chrome' })));
  const many = profileAll(
    few,
    Array.from({ length: 501 }, (_, index) => anExecution({ environment: `Env ${index}` })).flatMap(
      observeExecution,
    ),
  );

  expect(toFieldKinds(few)('test-runs', 'environment')).toBe('choice');
  expect(toFieldKinds(many)('test-runs', 'environment')).toBe('rich-text');
  expect(neededFields(few, EMPTY_MAPPING)).toContainEqual(
    expect.objectContaining({ object: 'test-runs', label: 'Environment', choices: ['Chrome'] }),
  );
});

test('two batches profile like one', () => {
  const first = { customFields: { Team: ['Web'] } };
  const second = { customFields: { Team: ['Apps'], Note: 'x' } };

  expect(mergeProfileLists(profilesOf(first), profilesOf(second))).toEqual(
    profileAll(profilesOf(first), observeTestCase(aTestCase(second))),
  );
});
