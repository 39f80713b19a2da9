import type { AllowedValue, FieldObject, MappedType, TargetField } from '@z2q/contracts';
import { findField, hasChoices, type NeededField } from '@z2q/mapping';
import { countMapped, type InMigration, listStoredFields, type Reader } from '@z2q/store';

/** Objects that are made in field by field, and the records that they are made of. */
const MADE_OF: readonly (readonly [FieldObject, MappedType])[] = [
  ['test-cases', 'test_case'],
  ['test-suites', 'test_cycle'],
  ['test-runs', 'test_run'],
  ['releases', 'test_plan'],
];
/** No field or choice of a target has such an id. */
const NO_ID = -2_000_000_000;

export type Lacking = Pick<NeededField, 'object' | 'label' | 'choices'> & { readonly isField: boolean };

/** What the records on the target were made without, by object: it stays so, or they would not be as they were loaded. */
export async function listLacking(db: InMigration<Reader>): Promise<readonly Lacking[]> {
  const fields = await listStoredFields(db);
  const made = await Promise.all(
    MADE_OF.map(async ([object, type]) => ((await countMapped(db, type)) > 0 ? object : null)),
  );
  return fields
    .filter(({ object }) => made.includes(object))
    .map(({ object, definition }) => ({
      object,
      label: definition.label,
      isField: definition.id <= NO_ID,
      choices: definition.allowedValues.filter(({ id }) => id <= NO_ID).map(({ label }) => label),
    }));
}

/** What is still to be made of it. */
export function withoutLacking(
  needed: readonly NeededField[],
  lacking: readonly Lacking[],
): readonly NeededField[] {
  return needed.flatMap((need) => {
    const lack = lacking.find(({ object, label }) => object === need.object && isSame(label, need.label));
    if (lack?.isField) return [];
    return [{ ...need, choices: need.choices.filter((choice) => !isAmong(choice, lack?.choices)) }];
  });
}

/** The fields of the target as bodies are made with them: what is needed and not there is noted, and what was noted is not there. */
export function toLayout(
  object: FieldObject,
  fields: readonly TargetField[],
  needed: readonly NeededField[],
  lacking: readonly Lacking[],
): readonly TargetField[] {
  const ofObject = lacking.filter((lack) => lack.object === object);
  const usable = fields
    .filter(({ label }) => !ofObject.some((lack) => lack.isField && isSame(lack.label, label)))
    .map((field) => withoutChoices(field, ofObject.find(({ label }) => isSame(label, field.label))?.choices));
  const needs = needed.filter((need) => need.object === object);
  const absent = needs.filter(({ label }) => findField(label, usable) === undefined);
  return [
    ...usable.map((field) => withGaps(field, needs)),
    ...absent.map(({ label, dataType }, index) => toGap(NO_ID - index, label, dataType)),
  ];
}

const isSame = (left: string, right: string): boolean =>
  left.trim().toLowerCase() === right.trim().toLowerCase();
const isAmong = (label: string, labels: readonly string[] = []): boolean =>
  labels.some((other) => isSame(other, label));

const withoutChoices = (field: TargetField, lacking: readonly string[] = []): TargetField =>
  lacking.length === 0
    ? field
    : { ...field, allowedValues: field.allowedValues.filter(({ label }) => !isAmong(label, lacking)) };

function withGaps(field: TargetField, needs: readonly NeededField[]): TargetField {
  const need = needs.find(({ label }) => findField(label, [field]) !== undefined);
  if (!need || !hasChoices(field.dataType)) return field;
  const active = field.allowedValues.filter(({ isActive }) => isActive).map(({ label }) => label);
  const gaps = need.choices.filter((choice) => !isAmong(choice, active));
  const absent = gaps.map(
    (label, index): AllowedValue => ({ id: NO_ID - index, label, isActive: false, isDefault: false }),
  );
  return { ...field, allowedValues: [...field.allowedValues, ...absent] };
}

const toGap = (id: number, label: string, dataType: number): TargetField => ({
  id,
  label,
  originalName: null,
  dataType,
  isRequired: false,
  isSystem: false,
  isActive: false,
  defaultValue: null,
  allowedValues: [],
});
