import { z } from 'zod';
import { badRequest, notFound } from './api-error.ts';
import { readBody } from './body.ts';
import { addAllowedValues, changeAllowedValue } from './field-choices.ts';
import { isValueInUse } from './field-usage.ts';
import { findField, readFieldObject, ValueWrite } from './fields.ts';
import { readPageOf999, slicePage } from './paging.ts';
import { type Call, type ProjectApi, readId } from './project-api.ts';
import type { AllowedValue, Field } from './state/field.ts';
import { hasChoices } from './state/field.ts';

const ValueWrites = z.array(ValueWrite).max(100, 'at most 100 values a call');

/** Changes choices one by one; the others and their order stay. */
export function addAllowedValueRoutes(api: ProjectApi): void {
  const { options, refusals } = api.context;
  const path = '/settings/:objectType/fields/:fieldId/allowed-values';
  const fieldOf = (call: Call): Field =>
    findField(call.project, readFieldObject(call, options), readId(call.params, 'fieldId'));

  api.get(path, (call) => {
    const { allowed_values: values } = fieldOf(call);
    call.reply.header('X-Item-Total', values.length);
    return slicePage(values, readPageOf999(call.query));
  });
  api.post(path, 200, (call) => {
    const field = fieldOf(call);
    if (!hasChoices(field)) throw badRequest('The field has no allowed values.');
    const writes = readBody(ValueWrites, call.body);
    for (const write of writes) refusals.check('allowed-values', { name: write.label });
    const items = addAllowedValues(call.project, field, writes);
    return { total: items.length, items };
  });
  api.put(`${path}/:value`, (call) => {
    const field = fieldOf(call);
    changeAllowedValue(field, findValue(field, call), readBody(ValueWrite, call.body));
    return {};
  });
  api.delete(`${path}/:value`, (call) => {
    const field = fieldOf(call);
    const choice = findValue(field, call);
    const object = readFieldObject(call, options);
    if (isValueInUse(call.project, object, { field, value: choice.value })) {
      throw badRequest('The value is in use.');
    }
    field.allowed_values.splice(field.allowed_values.indexOf(choice), 1);
  });
}

function findValue(field: Field, { params }: Call): AllowedValue {
  const id = readId(params, 'value');
  const choice = field.allowed_values.find((value) => value.value === id);
  if (!choice) throw notFound(`Allowed value ${id}`);
  return choice;
}
