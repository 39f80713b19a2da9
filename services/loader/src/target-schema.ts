import type { FieldObject, PropertyRead, TargetField, TargetStatus } from '@z2q/contracts';
import { findField, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { findTargetProject, listStoredFields } from '@z2q/store';

/** What the target project offers, as it was when loading began. */
export type TargetSchema = {
  readonly statuses: readonly TargetStatus[];
  readonly fieldsOf: (object: FieldObject) => readonly TargetField[];
};

export async function loadTargetSchema({ migration, store }: BatchContext): Promise<TargetSchema> {
  const project = await findTargetProject(store.read, migration.id);
  if (!project) throw new Error('The target project was not looked at before loading');
  const fields = await listStoredFields(store.read, migration.id);
  const byObject = Map.groupBy(fields, (field) => field.object);
  return {
    statuses: project.statuses,
    fieldsOf: (object) => (byObject.get(object) ?? []).map((field) => field.definition),
  };
}

/**
 * Whether an object that was read is the one made of a record: it carries its key in the field made for it. On a target that
 * allows no such field its name has to do.
 */
export function isOf(
  fields: readonly TargetField[],
  object: { readonly name: string; readonly properties: readonly PropertyRead[] },
  record: { readonly key: string; readonly name: string },
): boolean {
  return findField(ZEPHYR_KEY_FIELD, fields)
    ? hasFieldValue(fields, object.properties, ZEPHYR_KEY_FIELD, record.key)
    : object.name === record.name;
}

/** Whether an object that was read carries a text in the field of that label. */
export function hasFieldValue(
  fields: readonly TargetField[],
  properties: readonly PropertyRead[],
  label: string,
  value: string,
): boolean {
  const field = findField(label, fields);
  return (
    field !== undefined &&
    properties.some((property) => property.fieldId === field.id && property.value === value)
  );
}
