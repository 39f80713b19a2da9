import type { FieldObject, PropertyRead } from '@z2q/contracts';
import { findField, isSameText, readStamp, type TargetSchema, ZEPHYR_KEY_FIELD } from '@z2q/mapping';

/** The members of a target object by which it is recognised. */
export type TargetObject = {
  readonly id: number;
  readonly pid?: string | null;
  readonly name?: string;
  readonly versionId?: number | null;
  readonly properties?: readonly PropertyRead[];
};

/** Where the objects of a kind show the key of their record. */
export type Identity<O extends TargetObject> = {
  /** Object type whose field `Zephyr key` shows the key; null: objects of the kind show it in their stamp only. */
  readonly field: FieldObject | null;
  /** The text that ends with the stamp; null: the kind has no text. */
  readonly stamped: ((object: O) => string | null) | null;
};

/** The key that the object of a record shows, and its name for sites that have no place for a key. */
export type RecordIdentity = { readonly key: string; readonly name: string };

/** The key that an object shows: in its key field, otherwise in its stamp; null: none. */
export function shownKey<O extends TargetObject>(
  { fieldsOf }: TargetSchema,
  { field, stamped }: Identity<O>,
  object: O,
): string | null {
  const keyField = field === null ? undefined : findField(ZEPHYR_KEY_FIELD, fieldsOf(field));
  const value = object.properties?.find((property) => property.fieldId === keyField?.id)?.value ?? '';
  return value === '' ? readStamp(stamped?.(object) ?? null) : value;
}

/** Whether the site has a place where objects of a kind show their key. */
export const hasKey = <O extends TargetObject>(
  { fieldsOf }: TargetSchema,
  { field, stamped }: Identity<O>,
): boolean =>
  stamped !== null || (field !== null && findField(ZEPHYR_KEY_FIELD, fieldsOf(field)) !== undefined);

/**
 * Whether an object was created for a record. On a site without key field and stamp only the name is compared, so
 * callers may look only in the place where the object was to be created.
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
