import type { FieldObject, PropertyRead } from '@z2q/contracts';
import { findField, isSameText, readStamp, type TargetSchema, ZEPHYR_KEY_FIELD } from '@z2q/mapping';

/** An object that was read from the target, as far as telling it from others goes. */
export type TargetObject = {
  readonly id: number;
  readonly pid?: string | null;
  readonly name?: string;
  readonly versionId?: number | null;
  readonly properties?: readonly PropertyRead[];
};

/** Where objects of a kind carry the key of the record they were made from. */
export type Identity<O extends TargetObject> = {
  /** Object whose field `Zephyr key` holds it; null: the kind has no fields. */
  readonly field: FieldObject | null;
  /** Text that ends with the stamp; null: the kind has no text. */
  readonly stamped: ((object: O) => string | null) | null;
};

/** The record's side: the key its object carries, and the name to go by on a site that has no place for a key. */
export type RecordIdentity = { readonly key: string; readonly name: string };

/** Key of the record that an object was made from, as it shows it: in the field for it, else in the stamp; null: none. */
export function shownKey<O extends TargetObject>(
  { fieldsOf }: TargetSchema,
  { field, stamped }: Identity<O>,
  object: O,
): string | null {
  const keyField = field === null ? undefined : findField(ZEPHYR_KEY_FIELD, fieldsOf(field));
  const value = object.properties?.find((property) => property.fieldId === keyField?.id)?.value ?? '';
  return value === '' ? readStamp(stamped?.(object) ?? null) : value;
}

/** Whether the site has a place where objects of a kind carry their key. */
export const hasKey = <O extends TargetObject>(
  { fieldsOf }: TargetSchema,
  { field, stamped }: Identity<O>,
): boolean =>
  stamped !== null || (field !== null && findField(ZEPHYR_KEY_FIELD, fieldsOf(field)) !== undefined);

/**
 * Whether an object is the one that an intent of ours made of a record. Where the site allows neither field nor stamp
 * its name has to do, so callers look only where the intent was to put it.
 */
export function isOf<O extends TargetObject>(
  schema: TargetSchema,
  identity: Identity<O>,
  object: O,
  record: RecordIdentity,
): boolean {
  return hasKey(schema, identity)
    ? shownKey(schema, identity, object) === record.key
    : isSameText(record.name, object.name ?? '');
}
