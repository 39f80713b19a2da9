import type { TargetField } from '@z2q/contracts';
import { z } from 'zod';
import { itemsOf, RawPage } from './paging.ts';
import type { ProjectApi } from './project-api.ts';
import { unlessRefused } from './unless-refused.ts';
import { Flag, Id, IdOrNull, listOf, orNull, TextOrNull } from './wire.ts';

const Shown = z.looseObject({ id: Id, name: z.string(), required: Flag });
const Metadata = z.looseObject({
  id: Id,
  data_type: orNull(z.union([z.number().int(), z.string()])),
  allowed_values: listOf(z.looseObject({ id: Id, value_text: TextOrNull })),
});
type Metadata = z.infer<typeof Metadata>;
const Info = z.looseObject({ metadata: listOf(Metadata) });

/**
 * Fields of test cases as one test case shows them to a token that may not manage fields. The two requests are not
 * documented; without any test case or answer no field is known.
 */
export async function listShownFields(
  api: ProjectApi,
  signal?: AbortSignal,
): Promise<readonly TargetField[]> {
  const id = await findAnyCase(api, signal);
  if (id === null) return [];
  const path = `/test-cases/${id}/properties`;
  const route = '/test-cases/{id}/properties';
  const query = { calledBy: 'testcase_properties' };
  const shown = await unlessRefused(() => api.get(path, { route, query, schema: listOf(Shown), signal }));
  const info = await unlessRefused(() =>
    api.get(`${path}-info`, { route: `${route}-info`, schema: Info, signal }),
  );
  const metadata = new Map(info?.metadata.map((each) => [each.id, each]));
  return (shown ?? []).flatMap((field) => toField(field, metadata.get(field.id)));
}

async function findAnyCase(api: ProjectApi, signal: AbortSignal | undefined): Promise<number | null> {
  const route = '/test-cases';
  const query = { page: 1, size: 1 };
  const page = await unlessRefused(() => api.get(route, { route, query, schema: RawPage, signal }));
  const cases = page === null ? [] : itemsOf(page, z.looseObject({ id: IdOrNull }));
  return cases[0]?.id ?? null;
}

function toField(
  { id, name, required }: z.infer<typeof Shown>,
  metadata: Metadata | undefined,
): readonly TargetField[] {
  const dataType = metadata === undefined ? null : readDataType(metadata);
  if (dataType === null) return [];
  const allowedValues = (metadata?.allowed_values ?? []).flatMap((value) =>
    value.value_text === null
      ? []
      : [{ id: value.id, label: value.value_text, isActive: true, isDefault: false }],
  );
  const rest = { originalName: null, isSystem: false, isActive: true, defaultValue: null };
  return [{ id, label: name, dataType, isRequired: required ?? false, allowedValues, ...rest }];
}

/** Data types by the names that the answer uses; the first match counts. */
const DATA_TYPES: readonly (readonly [RegExp, number])[] = [
  [/rich/i, 6],
  [/long|area/i, 2],
  [/date.?time/i, 9],
  [/date/i, 4],
  [/user/i, 5],
  [/multi/i, 17],
  [/check/i, 8],
  [/number|numeric/i, 7],
  [/url/i, 12],
  [/selection|combo/i, 3],
  [/text/i, 1],
];

/** null: no value can be encoded for this type. */
function readDataType({ data_type, allowed_values }: Metadata): number | null {
  if (typeof data_type === 'number') return data_type;
  const name = (data_type ?? '').replace(/DataType$/, '');
  const known = DATA_TYPES.find(([pattern]) => pattern.test(name));
  return known?.[1] ?? (allowed_values.length > 0 ? 3 : null);
}
