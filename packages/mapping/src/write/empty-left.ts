import type { LedgerEntry, PropertyWrite, StayingValue, TargetField } from '@z2q/contracts';
import { DATA_TYPE, isMultiple } from '../fields/data-type.ts';

export type Emptied = {
  /** Properties that empty the fields. */
  readonly properties: readonly PropertyWrite[];
  /** Fields that cannot be emptied. */
  readonly stays: readonly StayingValue[];
};

/**
 * Finds values that were written to fields for which a changed record has no value any more: the value is gone, or
 * the mapping uses another field. A required field cannot be emptied, nor can a combo box or a user (docs: "cannot be
 * cleared").
 */
export function emptyLeft(
  before: readonly PropertyWrite[],
  now: readonly PropertyWrite[],
  fields: readonly TargetField[],
): Emptied {
  const sent = new Set(now.map(({ field_id }) => field_id));
  const left = before.flatMap((property) => {
    const field = fields.find(({ id, isActive }) => id === property.field_id && isActive);
    return field === undefined || sent.has(field.id) ? [] : [{ property, field }];
  });
  return {
    properties: left.filter(isEmptiable).map(({ field }) => ({
      field_id: field.id,
      field_value: isMultiple(field.dataType) ? '[]' : '',
    })),
    stays: left
      .filter((one) => !isEmptiable(one))
      .map(({ property, field }) => ({
        fieldId: field.id,
        label: field.label,
        value: labelOf(property, field),
      })),
  };
}

/** The staying values that remain after the given properties are written. */
export function stillStaying(
  stays: readonly StayingValue[],
  written: readonly PropertyWrite[] = [],
): readonly StayingValue[] {
  const sent = new Set(written.map(({ field_id }) => field_id));
  return stays.filter(({ fieldId }) => !sent.has(fieldId));
}

/** Ledger entries for staying values. */
export const toStayingEntries = (stays: readonly StayingValue[]): readonly LedgerEntry[] =>
  stays.map(({ label, value }) => ({
    field: `target: ${label}`,
    outcome: 'added',
    code: 'stays_in_field',
    after: value,
  }));

type Left = { readonly field: TargetField };

const isEmptiable = ({ field }: Left): boolean =>
  !field.isRequired && field.dataType !== DATA_TYPE.combo && field.dataType !== DATA_TYPE.user;

const labelOf = ({ field_value }: PropertyWrite, { allowedValues }: TargetField): string =>
  allowedValues.find(({ id }) => String(id) === field_value)?.label ?? field_value;
