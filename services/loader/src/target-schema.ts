import type { FieldObject } from '@z2q/contracts';
import type { PropertyRead, TargetField, TargetStatus } from '@z2q/qtest';
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
    statuses: project.statuses as readonly TargetStatus[],
    fieldsOf: (object) => (byObject.get(object) ?? []).map((field) => field.definition as TargetField),
  };
}

/** Whether an object that was read carries a text in the field of that label. */
export function hasFieldValue(
  fields: readonly TargetField[],
  properties: readonly PropertyRead[],
  label: string,
  value: string,
): boolean {
  const field = fields.find((candidate) => candidate.label === label);
  return (
    field !== undefined &&
    properties.some((property) => property.fieldId === field.id && property.value === value)
  );
}
