import type { FieldObject, PropertyRead, TargetField, TargetStatus } from '@z2q/contracts';
import { findField, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { findTargetProject, listStoredFields } from '@z2q/store';

/** What the target project offered when it was loaded; bodies are computed with it again. */
export type TargetSchema = {
  readonly statuses: readonly TargetStatus[];
  readonly fieldsOf: (object: FieldObject) => readonly TargetField[];
};

export async function loadTargetSchema({ migration, store }: BatchContext): Promise<TargetSchema> {
  const project = await findTargetProject(store.read, migration.id);
  const fields = await listStoredFields(store.read, migration.id);
  const byObject = Map.groupBy(fields, (field) => field.object);
  return {
    statuses: project?.statuses ?? [],
    fieldsOf: (object) => (byObject.get(object) ?? []).map((field) => field.definition),
  };
}

/** The source key that an object carries in the field made for it. */
export function readKeyField(
  fields: readonly TargetField[],
  properties: readonly PropertyRead[],
): string | null {
  const field = findField(ZEPHYR_KEY_FIELD, fields);
  const value = properties.find((property) => property.fieldId === field?.id)?.value ?? '';
  return value === '' ? null : value;
}
