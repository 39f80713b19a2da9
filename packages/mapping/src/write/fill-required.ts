import type { FieldObject, LedgerEntry, PropertyWrite, TargetField } from '@z2q/contracts';
import { DATA_TYPE } from '../fields/data-type.ts';
import { foldLabel } from '../text/fold-label.ts';
import { isUntouchable } from './resolve-fields.ts';

export type Filled = {
  readonly properties: readonly PropertyWrite[];
  readonly late: readonly LedgerEntry[];
  /** Ids of the fields that were filled only because the project requires them. */
  readonly filled: ReadonlySet<number>;
  /** Labels of required fields for which no value is known. */
  readonly unfilled: readonly string[];
};

/** Members of the object itself that are listed as fields too. The status of a run is one: it follows from the logs. */
const OWN_MEMBERS = {
  'test-cases': new Set(['name', 'description', 'precondition']),
  'test-suites': new Set(['name', 'description']),
  'test-runs': new Set(['name', 'description', 'status']),
  releases: new Set(['name', 'description', 'note']),
};

/**
 * Fills the fields that the project requires and for which nothing was sent: with the value of the same field in
 * `elsewhere` (on the run of a log), otherwise with a default. Without them the target refuses the object.
 */
export function fillRequired(
  object: FieldObject,
  properties: readonly PropertyWrite[],
  fields: readonly TargetField[],
  elsewhere: readonly PropertyWrite[] = [],
): Filled {
  const sent = new Set(properties.map(({ field_id }) => field_id));
  const lacking = fields.filter((field) => isFillable(field, OWN_MEMBERS[object]) && !sent.has(field.id));
  const borrowed = elsewhere.filter(({ field_id }) => lacking.some(({ id }) => id === field_id));
  const held = new Set(borrowed.map(({ field_id }) => field_id));
  const without = lacking.filter(({ id }) => !held.has(id));
  const defaults = without.flatMap(toDefault);
  const added = [...borrowed, ...defaults.map(({ property }) => property)];
  return {
    properties: [...properties, ...added],
    late: defaults.map(({ entry }) => entry),
    filled: new Set(added.map(({ field_id }) => field_id)),
    unfilled: without.filter((field) => defaultOf(field) === null).map(({ label }) => label),
  };
}

const isFillable = (field: TargetField, own: ReadonlySet<string>): boolean =>
  field.isRequired &&
  field.isActive &&
  !isUntouchable(field.label) &&
  ![field.label, field.originalName ?? ''].some((name) => own.has(foldLabel(name)));

function toDefault(
  field: TargetField,
): readonly { readonly property: PropertyWrite; readonly entry: LedgerEntry }[] {
  const value = defaultOf(field);
  if (value === null) return [];
  const shown = field.allowedValues.find(({ id }) => value.replace(/^\[|\]$/g, '') === String(id))?.label;
  const what = { outcome: 'added', code: 'required_by_target' } as const;
  const entry = { field: `target: ${field.label}`, ...what, after: shown ?? value };
  return [{ property: { field_id: field.id, field_value: value }, entry }];
}

/** null: there is no value that the field accepts. */
function defaultOf(field: TargetField): string | null {
  switch (field.dataType) {
    case DATA_TYPE.combo:
    case DATA_TYPE.user:
      return choiceOf(field)?.toString() ?? field.defaultValue ?? null;
    case DATA_TYPE.checkbox:
    case DATA_TYPE.multiCombo:
      return bracketed(choiceOf(field));
    case DATA_TYPE.number:
      return field.defaultValue ?? '0';
    case DATA_TYPE.date:
    case DATA_TYPE.dateTime:
      return field.defaultValue ?? null;
    default:
      return field.defaultValue ?? 'n/a';
  }
}

const bracketed = (id: number | undefined): string | null => (id === undefined ? null : `[${id}]`);

function choiceOf({ allowedValues, defaultValue }: TargetField): number | undefined {
  const active = allowedValues.filter(({ isActive }) => isActive);
  const wanted = defaultValue?.replace(/^\[|\]$/g, '');
  const own = active.find(({ id, label }) => String(id) === wanted || label === wanted);
  return (own ?? active.find(({ isDefault }) => isDefault) ?? active[0])?.id;
}
