import type { FieldObject, PropertyRead, TargetField } from '@z2q/contracts';
import { folderStampKey, stampOf, type TargetSchema, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import { expect, test } from 'vitest';
import { isOf, shownKey, type TargetObject } from './identity.ts';
import { MODULE } from './kinds/module.ts';
import { RELEASE } from './kinds/release.ts';
import { TEST_CASE } from './kinds/test-case.ts';
import { TEST_CYCLE } from './kinds/test-cycle.ts';
import { TEST_SUITE } from './kinds/test-suite.ts';

const KEY_FIELD: TargetField = {
  id: 7,
  label: ZEPHYR_KEY_FIELD,
  originalName: null,
  dataType: 1,
  isRequired: false,
  isSystem: false,
  isActive: true,
  defaultValue: null,
  allowedValues: [],
};
const withField = (...objects: readonly FieldObject[]): TargetSchema => ({
  statuses: [],
  fieldsOf: (object) => (objects.includes(object) ? [KEY_FIELD] : []),
});
const NO_FIELDS = withField();
const ALL_FIELDS = withField('test-cases', 'test-suites', 'test-runs');

const inField = (key: string): readonly PropertyRead[] => [{ fieldId: 7, value: key, valueName: null }];
const RECORD = { key: 'WEB-T1', name: 'Log in' };
type Described = TargetObject & { readonly description: string | null };
const aCase = (overrides: Partial<Described>) => ({
  id: 1,
  name: 'Log in',
  moduleId: 2,
  versionId: null,
  version: null,
  description: null,
  precondition: null,
  steps: null,
  pid: null,
  properties: [],
  ...overrides,
});

test.each([
  ['its field', ALL_FIELDS, { properties: inField('WEB-T1') }, 'WEB-T1'],
  ['its stamp', ALL_FIELDS, { description: `x ${stampOf('WEB-T1')}` }, 'WEB-T1'],
  ['its stamp, on a site without the field', NO_FIELDS, { description: stampOf('WEB-T1') }, 'WEB-T1'],
  [
    'its field, whatever the stamp says',
    ALL_FIELDS,
    { properties: inField('WEB-T2'), description: stampOf('WEB-T1') },
    'WEB-T2',
  ],
  [
    'its stamp where the field is empty',
    ALL_FIELDS,
    { properties: inField(''), description: stampOf('WEB-T1') },
    'WEB-T1',
  ],
  ['nothing', ALL_FIELDS, { description: 'written by hand' }, null],
] as const)('a test case shows its key by %s', (_, schema, overrides, key) => {
  const testCase = aCase(overrides);

  expect(shownKey(schema, TEST_CASE.identity, testCase)).toBe(key);
  expect(isOf(schema, TEST_CASE.identity, testCase, RECORD)).toBe(key === 'WEB-T1');
});

test('a case of our name without our key is not ours', () => {
  expect(isOf(NO_FIELDS, TEST_CASE.identity, aCase({ name: RECORD.name }), RECORD)).toBe(false);
});

test('a suite is known by its field, and by its name only where the site has no such field', () => {
  const suite = { id: 1, pid: null, name: 'Log in', parent: null, properties: [] };
  const keyed = { ...suite, name: 'Renamed', properties: inField('WEB-T1') };

  expect(isOf(ALL_FIELDS, TEST_SUITE.identity, keyed, RECORD)).toBe(true);
  expect(isOf(ALL_FIELDS, TEST_SUITE.identity, suite, RECORD)).toBe(false);
  expect(isOf(NO_FIELDS, TEST_SUITE.identity, suite, RECORD)).toBe(true);
  expect(isOf(NO_FIELDS, TEST_SUITE.identity, { ...suite, name: 'Renamed' }, RECORD)).toBe(false);
  expect(shownKey(NO_FIELDS, TEST_SUITE.identity, suite)).toBeNull();
});

test('modules and cycles carry the id of their folder, which has no key', () => {
  const description = `x ${stampOf(folderStampKey('12'))}`;
  const node = { id: 1, pid: null, name: 'Web', description, children: [], parentId: null };
  const cycle = { ...node, suites: [], place: null };
  const key = MODULE.keyOf({ sourceId: '12', sourceKey: '/Web' });

  expect(shownKey(ALL_FIELDS, MODULE.identity, node)).toBe(key);
  expect(shownKey(ALL_FIELDS, TEST_CYCLE.identity, cycle)).toBe(key);
  expect(MODULE.sourceIdIn?.(key)).toBe('12');
  expect(MODULE.sourceIdIn?.('WEB-T1')).toBeNull();
  expect(isOf(ALL_FIELDS, MODULE.identity, { ...node, description: '' }, { key, name: 'Web' })).toBe(false);
});

test('a release carries its stamp, the last in its description', () => {
  const description = `see ${stampOf('WEB-P9')} ${stampOf('WEB-P1')}`;
  const release = { id: 1, pid: null, name: 'R1', description };

  expect(shownKey(ALL_FIELDS, RELEASE.identity, release)).toBe('WEB-P1');
});
