import { z } from 'zod';
import { badRequest, forbidden, notFound } from './api-error.ts';
import { readBody } from './body.ts';
import { toAllowedValues } from './field-choices.ts';
import { isValueInUse } from './field-usage.ts';
import type { QtestOptions } from './options.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import { readFlag } from './query.ts';
import { dataType, type Field, type FieldObject, hasChoices, isFieldObject } from './state/field.ts';
import type { Project } from './state/project.ts';

export const ValueWrite = z.looseObject({
  value: z.number().int().optional(),
  label: z.string().optional(),
  order: z.number().int().optional(),
  is_default: z.boolean().optional(),
  is_active: z.boolean().optional(),
  color: z.string().nullish(),
});
export type ValueWrite = z.infer<typeof ValueWrite>;

const FieldUpdate = z.looseObject({
  label: z.string().min(1).max(100).optional(),
  required: z.boolean().optional(),
  constrained: z.boolean().optional(),
  order: z.number().int().optional(),
  multiple: z.boolean().optional(),
  searchable: z.boolean().optional(),
  default_value: z.string().nullish(),
  is_active: z.boolean().optional(),
  allowed_values: z.array(ValueWrite).optional(),
});
const FieldCreate = FieldUpdate.extend({ label: z.string().min(1).max(100), data_type: z.number().int() });

const knownTypes: readonly number[] = Object.values(dataType);
const needsMultiple: readonly number[] = [dataType.checkBox, dataType.multiCombo];

/** Object type in a settings path; throws 403 without the permission to manage fields. */
export function readFieldObject({ params }: Call, options: QtestOptions): FieldObject {
  if (!options.mayManageFields) throw forbidden('You do not have permission to manage fields.');
  const object = params.objectType ?? '';
  if (!isFieldObject(object)) throw badRequest(`Unknown object type ${object}.`);
  return object;
}

/** Throws 404. */
export function findField(project: Project, object: FieldObject, id: number): Field {
  const field = project.fields[object].find((candidate) => candidate.id === id);
  if (!field) throw notFound(`Field ${id}`);
  return field;
}

/** Field definitions. Choices are in `allowed_values`, where `value` is the id to send. */
export function addFields(api: ProjectApi): void {
  const { options, refusals } = api.context;
  const path = '/settings/:objectType/fields';

  api.get(path, (call) => {
    const fields = call.project.fields[readFieldObject(call, options)];
    const withInactive = readFlag(call.query, 'includeInactive', false);
    return fields.filter((field) => field.is_active || withInactive);
  });
  api.get(`${path}/:fieldId`, (call) =>
    findField(call.project, readFieldObject(call, options), readId(call.params, 'fieldId')),
  );
  api.post(path, 201, (call) => {
    const object = readFieldObject(call, options);
    if (object === 'test-steps') throw badRequest('Fields of test steps are made for the whole site.');
    refusals.check('fields', call.body);
    return createField(call.project, object, readBody(FieldCreate, call.body));
  });
  api.put(`${path}/:fieldId`, (call) => {
    const object = readFieldObject(call, options);
    const field = findField(call.project, object, readId(call.params, 'fieldId'));
    return updateField(call.project, { object, field, body: readBody(FieldUpdate, call.body) });
  });
  api.delete(`${path}/:fieldId`, (call) => {
    const object = readFieldObject(call, options);
    const field = findField(call.project, object, readId(call.params, 'fieldId'));
    if (field.system_field) throw badRequest('System fields cannot be deleted.');
    const fields = call.project.fields[object];
    fields.splice(fields.indexOf(field), 1);
  });
}

function createField(project: Project, object: FieldObject, body: z.infer<typeof FieldCreate>): Field {
  const fields = project.fields[object];
  if (!knownTypes.includes(body.data_type)) throw badRequest(`Unknown data_type ${body.data_type}.`);
  if (needsMultiple.includes(body.data_type) && body.multiple !== true) {
    throw badRequest('multiple must be true for this data_type.');
  }
  // Labels identify fields for people and in search, so a repeated one is refused: stricter than documented.
  if (fields.some((field) => field.label === body.label)) throw badRequest('The field label already exists.');
  const field: Field = {
    id: project.nextId(),
    label: body.label,
    original_name: null,
    required: body.required ?? false,
    constrained: body.constrained ?? false,
    order: body.order ?? Math.max(0, ...fields.map((other) => other.order)) + 1,
    allowed_values: [],
    multiple: body.multiple ?? false,
    data_type: body.data_type,
    searchable: body.searchable ?? true,
    default_value: body.default_value ?? null,
    system_field: false,
    is_active: body.is_active ?? true,
  };
  if (hasChoices(field)) field.allowed_values = toAllowedValues(project, field, body.allowed_values ?? []);
  fields.push(field);
  return field;
}

type FieldChange = {
  readonly object: FieldObject;
  readonly field: Field;
  readonly body: z.infer<typeof FieldUpdate>;
};

function updateField(project: Project, { object, field, body }: FieldChange): Field {
  const { allowed_values: values } = body;
  // Choices omitted from an update are deleted (OpenAPI).
  if (values !== undefined && hasChoices(field)) {
    const kept = new Set(values.map((value) => value.value));
    const dropped = field.allowed_values.filter((value) => !kept.has(value.value));
    if (dropped.some((value) => isValueInUse(project, object, { field, value: value.value }))) {
      throw badRequest('A value of the field is in use.');
    }
    field.allowed_values = toAllowedValues(project, field, values);
  }
  field.label = body.label ?? field.label;
  field.required = body.required ?? field.required;
  field.order = body.order ?? field.order;
  field.searchable = body.searchable ?? field.searchable;
  field.is_active = body.is_active ?? field.is_active;
  if (body.default_value !== undefined) field.default_value = body.default_value;
  return field;
}
