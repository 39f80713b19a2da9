import type { FieldObject, FieldWrite, TargetField } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import { z } from 'zod';
import {
  AllowedValueWire,
  addAllowedValues,
  FIELD_ROUTE,
  toFieldPath,
  toValueWrites,
  VALUES_A_CALL,
} from './allowed-values.ts';
import { listShownFields } from './list-shown-fields.ts';
import type { ProjectApi } from './project-api.ts';
import { Flag, Id, IdOrNull, listOf, orNull, TextOrNull } from './wire.ts';

const TEXT = 1;
const COMBO = 3;
/** Check boxes and multi-select combos are refused unless they are declared multiple. */
const MULTIPLE: readonly number[] = [8, 17];

const DATES: readonly number[] = [4, 9];

const today = (): string => `${new Date().toISOString().slice(0, 10)}T00:00:00+00:00`;

/** Older servers omit `data_type` and only say whether values are constrained. */
const Field = z
  .looseObject({
    id: Id,
    label: z.string(),
    original_name: TextOrNull,
    data_type: IdOrNull,
    constrained: Flag,
    order: orNull(z.number()).catch(null),
    required: Flag,
    system_field: Flag,
    is_active: Flag,
    default_value: orNull(z.union([z.string(), z.number().transform(String)])),
    allowed_values: listOf(AllowedValueWire),
  })
  .transform(
    (wire): TargetField => ({
      id: wire.id,
      label: wire.label,
      originalName: wire.original_name,
      dataType: wire.data_type ?? (wire.constrained ? COMBO : TEXT),
      order: wire.order ?? undefined,
      isRequired: wire.required ?? false,
      isSystem: wire.system_field ?? false,
      isActive: wire.is_active ?? true,
      defaultValue:
        wire.default_value || (wire.required && DATES.includes(wire.data_type ?? 0) ? today() : null),
      allowedValues: wire.allowed_values,
    }),
  );

/** A token that may not manage fields cannot read their definitions. Then only the fields that a test case shows are known. */
export async function listFields(
  api: ProjectApi,
  object: FieldObject,
  signal?: AbortSignal,
): Promise<readonly TargetField[]> {
  const defined = await unlessForbidden(() => listDefinitions(api, object, signal));
  if (defined !== null) return defined;
  return object === 'test-cases' ? listShownFields(api, signal) : [];
}

export const mayManageFields = async (api: ProjectApi, signal?: AbortSignal): Promise<boolean> =>
  (await unlessForbidden(() => listDefinitions(api, 'test-cases', signal))) !== null;

async function unlessForbidden<Result>(call: () => Promise<Result>): Promise<Result | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof HttpError && error.code === 'forbidden') return null;
    throw error;
  }
}

function listDefinitions(
  api: ProjectApi,
  object: FieldObject,
  signal: AbortSignal | undefined,
): Promise<readonly TargetField[]> {
  const query = { includeInactive: true };
  const options = { route: '/settings/{object}/fields', query, schema: listOf(Field), signal };
  return api.get(`/settings/${object}/fields`, options);
}

export async function createField(
  api: ProjectApi,
  object: FieldObject,
  field: FieldWrite,
  signal?: AbortSignal,
): Promise<TargetField> {
  const labels = field.allowedValues ?? [];
  const body = {
    label: field.label,
    data_type: field.dataType,
    multiple: field.multiple ?? MULTIPLE.includes(field.dataType),
    ...(field.order === undefined ? {} : { order: field.order }),
    required: false,
    is_active: true,
    searchable: true,
    ...(labels.length > 0 ? { allowed_values: toValueWrites(labels.slice(0, VALUES_A_CALL)) } : {}),
  };
  const options = { route: '/settings/{object}/fields', body, schema: Field, signal };
  const created = await api.post(`/settings/${object}/fields`, options);
  const more = labels.slice(VALUES_A_CALL);
  if (more.length === 0) return created;
  const added = await addAllowedValues(api, object, created.id, more, signal);
  return { ...created, allowedValues: [...created.allowedValues, ...added] };
}

export function deleteField(
  api: ProjectApi,
  object: FieldObject,
  fieldId: number,
  signal?: AbortSignal,
): Promise<void> {
  return api.remove(toFieldPath(object, fieldId), { route: FIELD_ROUTE, signal });
}
