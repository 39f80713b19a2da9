import type {
  CustomFields,
  CustomFieldValue,
  FieldObject,
  FieldProfile,
  SourceExecution,
  SourceTestCase,
  SourceTestCycle,
} from '@z2q/contracts';
import { customFieldSource } from './custom-field-label.ts';
import { emptyProfile, mergeProfiles, profileKey, profileValue } from './field-profile.ts';
import { STANDARD_FIELDS } from './standard-fields.ts';

/** A value of a field that gets a target field, to be profiled. */
export type Observation = {
  readonly object: FieldObject;
  readonly field: string;
  readonly value: CustomFieldValue;
};

type Observed<Source extends { customFields: CustomFields }> = Pick<Source, 'customFields'> & Partial<Source>;

export const observeTestCase = (testCase: Observed<SourceTestCase>): readonly Observation[] =>
  observe('test-cases', testCase);
export const observeTestCycle = (cycle: Observed<SourceTestCycle>): readonly Observation[] =>
  observe('test-suites', cycle);
export const observeExecution = (execution: Observed<SourceExecution>): readonly Observation[] =>
  observe('test-runs', execution);

/** Adds observations to profiles. Profiles of several batches are merged by `mergeProfileLists`. */
export function profileAll(
  profiles: readonly FieldProfile[],
  observations: readonly Observation[],
): readonly FieldProfile[] {
  const byKey = new Map(profiles.map((profile) => [profileKey(profile), profile]));
  for (const { object, field, value } of observations) {
    const profile = byKey.get(profileKey({ object, field })) ?? emptyProfile(object, field);
    byKey.set(profileKey(profile), profileValue(profile, value));
  }
  return [...byKey.values()];
}

/** Merges the profiles of two batches. */
export function mergeProfileLists(
  left: readonly FieldProfile[],
  right: readonly FieldProfile[],
): readonly FieldProfile[] {
  const byKey = new Map(left.map((profile) => [profileKey(profile), profile]));
  for (const profile of right) {
    const other = byKey.get(profileKey(profile));
    byKey.set(profileKey(profile), other === undefined ? profile : mergeProfiles(other, profile));
  }
  return [...byKey.values()];
}

/** Keys are left out: all are different and need no profile. */
function observe(
  object: FieldObject,
  record: { readonly customFields: CustomFields },
): readonly Observation[] {
  const values = new Map<string, unknown>(Object.entries(record));
  const standard = STANDARD_FIELDS.filter((field) => field.object === object && field.source !== 'key');
  return [
    ...standard.flatMap(({ source: field }): readonly Observation[] =>
      values.has(field) ? [{ object, field, value: values.get(field) as CustomFieldValue }] : [],
    ),
    ...Object.entries(record.customFields).map(([name, value]) => ({
      object,
      field: customFieldSource(name),
      value,
    })),
  ];
}
