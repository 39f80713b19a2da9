import type { AllowedValue, FieldObject } from '@z2q/contracts';
import { z } from 'zod';
import { listPages, RawPage } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { Flag, Id } from './wire.ts';

/** The API refuses more in one request. */
export const VALUES_A_CALL = 100;
const PAGE_SIZE = 100;

/** In the API, `value` is the id. */
export const AllowedValueWire = z
  .looseObject({ value: Id, label: z.string(), is_active: Flag, is_default: Flag })
  .transform(
    ({ value, label, is_active, is_default }): AllowedValue => ({
      id: value,
      label,
      isActive: is_active ?? true,
      isDefault: is_default ?? false,
    }),
  );

export const toValueWrites = (labels: readonly string[]) =>
  labels.map((label) => ({ label, is_active: true }));

export const toFieldPath = (object: FieldObject, fieldId: number): string =>
  `/settings/${object}/fields/${fieldId}`;
export const FIELD_ROUTE = '/settings/{object}/fields/{id}';

/** Adds choices, 100 a request, and reads them back: not every server answers with what it created. */
export async function addAllowedValues(
  api: ProjectApi,
  object: FieldObject,
  fieldId: number,
  labels: readonly string[],
  signal?: AbortSignal,
): Promise<readonly AllowedValue[]> {
  const path = `${toFieldPath(object, fieldId)}/allowed-values`;
  const route = `${FIELD_ROUTE}/allowed-values`;
  for (let first = 0; first < labels.length; first += VALUES_A_CALL) {
    const body = toValueWrites(labels.slice(first, first + VALUES_A_CALL));
    await api.post(path, { route, body, schema: z.unknown(), signal });
  }
  const values = await listPages(
    api,
    { route, size: PAGE_SIZE, schema: AllowedValueWire },
    ({ page, size }) => api.get(path, { route, query: { page, pageSize: size }, schema: RawPage, signal }),
  );
  return values.filter((value) => labels.includes(value.label));
}

export function deleteAllowedValue(
  api: ProjectApi,
  object: FieldObject,
  fieldId: number,
  valueId: number,
  signal?: AbortSignal,
): Promise<void> {
  const path = `${toFieldPath(object, fieldId)}/allowed-values/${valueId}`;
  return api.remove(path, { route: `${FIELD_ROUTE}/allowed-values/{value}`, signal });
}
