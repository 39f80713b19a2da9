import { badRequest } from './api-error.ts';
import type { PropertyWrite } from './body.ts';
import { readDate } from './dates.ts';
import { dataType, type Field, type FieldObject, hasChoices, takesSeveral } from './state/field.ts';
import type { Project } from './state/project.ts';
import type { Values } from './state/rows.ts';
import type { Site } from './state/site.ts';

export type FieldScope = { readonly site: Site; readonly project: Project; readonly object: FieldObject };

/** Never writable: the server sets them. The Status of a run follows from its logs. */
const isReadOnly = (field: Field, object: FieldObject): boolean =>
  field.original_name === 'Shared' ||
  field.original_name === 'ProjectsSharedTo' ||
  (object === 'test-runs' && field.original_name === 'Status');

/** The object's values after a write. Throws 400 for unknown fields and for values in the wrong encoding. */
export function writeValues(
  scope: FieldScope,
  before: Values,
  writes: readonly PropertyWrite[] | null | undefined,
): Values {
  if (!writes || writes.length === 0) return before;
  const values = new Map(before);
  for (const { field_id: id, field_value: value } of writes) {
    const field = scope.project.fields[scope.object].find((candidate) => candidate.id === id);
    if (!field?.is_active) throw badRequest(`Field ${id} does not exist.`);
    if (isReadOnly(field, scope.object)) throw badRequest(`Field ${field.label} cannot be written.`);
    checkValue(scope, field, value);
    if (value === '' || value === '[]') values.delete(id);
    else values.set(id, value);
  }
  return values;
}

/** Values of a new object: those sent, otherwise defaults. Throws 400 for a required field without either. */
export function createValues(scope: FieldScope, writes: readonly PropertyWrite[] | null | undefined): Values {
  const defaults = new Map<number, string>();
  for (const field of scope.project.fields[scope.object]) {
    const value = defaultOf(field);
    if (value !== null && field.is_active) defaults.set(field.id, value);
  }
  const values = writeValues(scope, defaults, writes);
  checkRequired(scope, values);
  return values;
}

function checkRequired({ project, object }: FieldScope, values: Values): void {
  const missing = project.fields[object].find(
    (field) => field.required && field.is_active && !values.has(field.id),
  );
  if (missing) throw badRequest(`Field ${missing.label} is required.`);
}

const defaultOf = (field: Field): string | null => {
  if (field.default_value !== null) return field.default_value;
  const choice = field.allowed_values.find((value) => value.is_default && value.is_active);
  if (choice === undefined) return null;
  return takesSeveral(field) ? `[${choice.value}]` : String(choice.value);
};

function checkValue(scope: FieldScope, field: Field, value: string): void {
  if (value === '' && field.required) throw badRequest(`Field ${field.label} is required.`);
  if (field.data_type === dataType.combo && value === '') {
    throw badRequest(`Field ${field.label} cannot be cleared.`);
  }
  if (value === '' && !takesSeveral(field)) return;
  if (!isEncodedFor(scope, field, value)) throw badRequest(`Invalid value for field ${field.label}.`);
}

function isEncodedFor(scope: FieldScope, field: Field, value: string): boolean {
  if (takesSeveral(field)) {
    const ids = readIds(value);
    return ids?.every((id) => isChoice(scope, field, id)) ?? false;
  }
  switch (field.data_type) {
    case dataType.combo:
    case dataType.user:
      return /^-?\d+$/.test(value) && isChoice(scope, field, Number(value));
    case dataType.date:
    case dataType.dateTime:
      return readDate(value) !== null;
    case dataType.number:
      return /^-?\d+(\.\d+)?$/.test(value);
    default:
      return true;
  }
}

const isChoice = ({ site }: FieldScope, field: Field, id: number): boolean =>
  field.data_type === dataType.user
    ? site.users.some((user) => user.id === id)
    : field.allowed_values.some((choice) => choice.value === id && choice.is_active);

/** Reads "[1,2]"; null for any other text. */
export const readIds = (value: string): readonly number[] | null => {
  if (!(value.startsWith('[') && value.endsWith(']'))) return null;
  const inside = value.slice(1, -1).trim();
  const ids = inside === '' ? [] : inside.split(',').map((text) => text.trim());
  return ids.every((id) => /^-?\d+$/.test(id)) ? ids.map(Number) : null;
};

export type PropertyRead = {
  readonly field_id: number;
  readonly field_name: string;
  readonly field_value: string;
  readonly field_value_name?: string;
};

/** Values as returned, in the order of the field list, without empty ones. */
export function toProperties({ site, project, object }: FieldScope, values: Values): PropertyRead[] {
  const properties: PropertyRead[] = [];
  for (const field of project.fields[object]) {
    const value = values.get(field.id);
    if (value === undefined || !field.is_active) continue;
    const name = toValueName(site, field, value);
    properties.push({
      field_id: field.id,
      field_name: field.label,
      field_value: value,
      ...(name === null ? {} : { field_value_name: name }),
    });
  }
  return properties;
}

/** Display text; several values look like "[a, b]". null if the value is its own text. */
export function toValueName(site: Site, field: Field, value: string): string | null {
  if (!hasChoices(field) && field.data_type !== dataType.user) return null;
  if (!takesSeveral(field)) return toLabel(site, field, Number(value));
  return `[${(readIds(value) ?? []).map((id) => toLabel(site, field, id)).join(', ')}]`;
}

function toLabel(site: Site, field: Field, id: number): string {
  if (field.data_type !== dataType.user) {
    return field.allowed_values.find((choice) => choice.value === id)?.label ?? '';
  }
  const user = site.users.find((candidate) => candidate.id === id);
  return user ? `${user.first_name} ${user.last_name}` : '';
}
