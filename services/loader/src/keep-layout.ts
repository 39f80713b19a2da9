import type { AllowedValue, FieldObject, MappedType, TargetField } from '@z2q/contracts';
import { findField, foldLabel, hasChoices, isSameLabel, type NeededField } from '@z2q/mapping';
import { countMapped, type InMigration, listLayouts, listStoredFields, type Reader } from '@z2q/store';

/** Object types with fields, and the id map type of their objects. */
const MADE_OF: readonly (readonly [FieldObject, MappedType])[] = [
  ['test-cases', 'test_case'],
  ['test-suites', 'test_cycle'],
  ['test-runs', 'test_run'],
  ['releases', 'test_plan'],
];
/**
 * Highest id of a placeholder for a field or choice that is absent. No field or choice on a target has an id
 * this low.
 */
const NO_ID = -2_000_000_000;

export type Lacking = Pick<NeededField, 'object' | 'label' | 'choices'> & { readonly isField: boolean };

/**
 * Fields and choices that no layout had so far, of object types that already have objects. Later objects do
 * without them too, so that all are alike. A field that was there once and is absent now, perhaps because the
 * token lost a right, is used again when it is back.
 */
export async function listLacking(db: InMigration<Reader>): Promise<readonly Lacking[]> {
  const fields = await listStoredFields(db);
  const had = await listHad(db);
  const made = await Promise.all(
    MADE_OF.map(async ([object, type]) => ((await countMapped(db, type)) > 0 ? object : null)),
  );
  return fields
    .filter(({ object }) => made.includes(object))
    .map(({ object, definition: { id, label, allowedValues } }) => ({
      object,
      label,
      isField: id <= NO_ID && !had.has(nameOf(object, label)),
      choices: allowedValues
        .filter((value) => value.id <= NO_ID && !had.has(nameOf(object, label, value.label)))
        .map((value) => value.label),
    }));
}

/** Names of the fields and choices in all layouts of the migration. */
async function listHad(db: InMigration<Reader>): Promise<ReadonlySet<string>> {
  const fields = (await listLayouts(db)).flatMap((layout) => layout.fields);
  const real = fields.filter(({ definition }) => definition.id > NO_ID);
  return new Set(
    real.flatMap(({ object, definition: { label, allowedValues } }) => [
      nameOf(object, label),
      ...allowedValues.filter(({ id }) => id > NO_ID).map((value) => nameOf(object, label, value.label)),
    ]),
  );
}

const nameOf = (...parts: readonly string[]): string => JSON.stringify(parts.map(foldLabel));

/** The needed fields and choices without those that are lacking. */
export function withoutLacking(
  needed: readonly NeededField[],
  lacking: readonly Lacking[],
): readonly NeededField[] {
  return needed.flatMap((need) => {
    const lack = lacking.find(
      ({ object, label }) => object === need.object && isSameLabel(label, need.label),
    );
    if (lack?.isField) return [];
    return [{ ...need, choices: need.choices.filter((choice) => !isAmong(choice, lack?.choices)) }];
  });
}

/**
 * The fields of an object, by which its body is built. Needed fields and choices that are absent become
 * placeholders; those that earlier objects lacked are treated as absent.
 */
export function toLayout(
  object: FieldObject,
  fields: readonly TargetField[],
  needed: readonly NeededField[],
  lacking: readonly Lacking[],
): readonly TargetField[] {
  const ofObject = lacking.filter((lack) => lack.object === object);
  const usable = fields
    .filter(({ label }) => !ofObject.some((lack) => lack.isField && isSameLabel(lack.label, label)))
    .map((field) =>
      withoutChoices(field, ofObject.find(({ label }) => isSameLabel(label, field.label))?.choices),
    );
  const needs = needed.filter((need) => need.object === object);
  const absent = needs.filter(({ label }) => findField(label, usable) === undefined);
  return [
    ...usable.map((field) => withGaps(field, needs)),
    ...absent.map(({ label, dataType }, index) => toGap(NO_ID - index, label, dataType)),
  ];
}

const isAmong = (label: string, labels: readonly string[] = []): boolean =>
  labels.some((other) => isSameLabel(other, label));

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
