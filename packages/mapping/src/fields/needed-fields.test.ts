import { EMPTY_MAPPING, MappingFile } from '@z2q/contracts';
import { anExecution, aTestCase } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { toFieldKinds } from './field-kinds.ts';
import { neededFields } from './needed-fields.ts';
import { mergeProfileLists, observeExecution, observeTestCase, profileAll } from './observe-fields.ts';

const profilesOf = (...cases: Parameters<typeof aTestCase>) =>
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
