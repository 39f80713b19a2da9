import type { FieldObject, TargetField } from '@z2q/contracts';
import { hasChoices } from '../fields/data-type.ts';
import type { NeededField } from '../fields/needed-fields.ts';
import { foldLabel } from '../text/fold-label.ts';
import { findField } from './resolve-fields.ts';

/** What to create on the target for a needed field: the field with its choices, or choices of an existing field. */
export type PlannedField = {
  readonly need: NeededField;
  /** The existing field; undefined: the field has to be created. */
  readonly existing: TargetField | undefined;
  readonly choices: readonly string[];
};

type FieldsOf = ReadonlyMap<FieldObject, readonly TargetField[]>;

/** The fields and choices that the target lacks, in the order in which they are created. */
export function planAdditions(needed: readonly NeededField[], fields: FieldsOf): readonly PlannedField[] {
  return needed.flatMap((need) => {
    const existing = findField(need.label, fields.get(need.object) ?? []);
    const choices = existing ? missingChoices(need, existing) : need.choices;
    return existing && choices.length === 0 ? [] : [{ need, existing, choices }];
  });
}

function missingChoices(need: NeededField, existing: TargetField): readonly string[] {
  if (!hasChoices(existing.dataType)) return [];
  const known = new Set(
    existing.allowedValues.filter((value) => value.isActive).map((value) => foldLabel(value.label)),
  );
  return need.choices.filter((choice) => !known.has(foldLabel(choice)));
}

/** Placeholder ids of planned fields and choices. No target has ids this low. */
const PLANNED_ID = -1_000_000_000;

/** The fields of an object as they will be once everything planned is created. */
export function withAdditions(
  object: FieldObject,
  fields: readonly TargetField[],
  planned: readonly PlannedField[],
): readonly TargetField[] {
  const ofObject = planned.filter(({ need }) => need.object === object);
  const known = fields.map((field) => {
    const choices = ofObject.flatMap(({ existing, choices: some }) =>
      existing?.id === field.id ? some : [],
    );
    return choices.length === 0
      ? field
      : { ...field, allowedValues: [...field.allowedValues, ...toChoices(choices)] };
  });
  const made = ofObject
    .filter(({ existing }) => existing === undefined)
    .map(({ need, choices }, index) => toField(PLANNED_ID - index, need, choices));
  return [...known, ...made];
}

const toChoices = (labels: readonly string[]): TargetField['allowedValues'] =>
  labels.map((label, index) => ({ id: PLANNED_ID - index, label, isActive: true, isDefault: false }));

const toField = (id: number, { label, dataType }: NeededField, choices: readonly string[]): TargetField => ({
  id,
  label,
  originalName: null,
  dataType,
  isRequired: false,
  isSystem: false,
  isActive: true,
  defaultValue: null,
  allowedValues: hasChoices(dataType) ? toChoices(choices) : [],
});
