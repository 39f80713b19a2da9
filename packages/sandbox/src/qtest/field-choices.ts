import { badRequest } from './api-error.ts';
import type { ValueWrite } from './fields.ts';
import type { AllowedValue, Field } from './state/field.ts';
import type { Project } from './state/project.ts';

/** Choices as sent; those with the id of an existing choice keep it. Throws 400 for a missing or repeated label. */
export function toAllowedValues(
  project: Project,
  field: Field,
  writes: readonly ValueWrite[],
): AllowedValue[] {
  const values = writes.map((write, index) => toAllowedValue(project, field, { write, order: index + 1 }));
  checkLabels(values);
  return values;
}

/** Appends choices to the existing ones. */
export function addAllowedValues(
  project: Project,
  field: Field,
  writes: readonly ValueWrite[],
): AllowedValue[] {
  const last = Math.max(0, ...field.allowed_values.map((value) => value.order));
  const added = writes.map(({ value: _id, ...write }, index) =>
    toAllowedValue(project, field, { write, order: last + index + 1 }),
  );
  checkLabels([...field.allowed_values, ...added]);
  field.allowed_values.push(...added);
  return added;
}

/** Throws 400 for a label that another choice has. */
export function changeAllowedValue(field: Field, value: AllowedValue, write: ValueWrite): void {
  const label = write.label ?? value.label;
  if (field.allowed_values.some((other) => other !== value && other.label === label)) {
    throw badRequest(`The value ${label} already exists.`);
  }
  value.label = label;
  value.order = write.order ?? value.order;
  value.is_default = write.is_default ?? value.is_default;
  value.is_active = write.is_active ?? value.is_active;
}

function toAllowedValue(
  project: Project,
  field: Field,
  { write, order }: { readonly write: ValueWrite; readonly order: number },
): AllowedValue {
  const known = field.allowed_values.find((value) => value.value === write.value);
  if (write.value !== undefined && !known) throw badRequest(`The value ${write.value} does not exist.`);
  const label = write.label ?? known?.label;
  if (!label) throw badRequest('label is required.');
  return {
    value: known?.value ?? project.nextId(),
    label,
    order: write.order ?? known?.order ?? order,
    is_default: write.is_default ?? known?.is_default ?? false,
    is_active: write.is_active ?? known?.is_active ?? true,
    color: write.color ?? known?.color ?? null,
  };
}

/** Choices with the same label cannot be told apart by a client, so they are refused: stricter than documented. */
function checkLabels(values: readonly AllowedValue[]): void {
  const labels = new Set<string>();
  for (const { label } of values) {
    if (labels.has(label)) throw badRequest(`The value ${label} already exists.`);
    labels.add(label);
  }
}
