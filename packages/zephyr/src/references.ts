import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { toKeepable } from './keepable-text.ts';
import { listAll } from './list-all.ts';
import type { ReferenceKind, SourceReference } from './source-client.ts';
import { Id, Text } from './wire.ts';

type Listing = { readonly kind: ReferenceKind; readonly path: string; readonly statusType?: string };

/** A status does not say what it is a status of, so each type is listed by itself. */
const LISTINGS: readonly Listing[] = [
  { kind: 'priority', path: '/priorities' },
  { kind: 'environment', path: '/environments' },
  { kind: 'status:TEST_CASE', path: '/statuses', statusType: 'TEST_CASE' },
  { kind: 'status:TEST_CYCLE', path: '/statuses', statusType: 'TEST_CYCLE' },
  { kind: 'status:TEST_PLAN', path: '/statuses', statusType: 'TEST_PLAN' },
  { kind: 'status:TEST_EXECUTION', path: '/statuses', statusType: 'TEST_EXECUTION' },
];

const Reference = z.looseObject({ id: Id, name: Text, default: z.boolean().nullish().catch(null) });

/** An entry without id or name is left out: records that point to it show its id. */
export async function listReferences(
  client: GetClient,
  projectKey: string,
  signal?: AbortSignal,
): Promise<readonly SourceReference[]> {
  const lists = await Promise.all(
    LISTINGS.map(async ({ kind, path, statusType }) => {
      const query = { projectKey, statusType };
      const values = await listAll(client, { path, route: path, query, signal });
      return values.flatMap((value) => toReference(kind, value));
    }),
  );
  return lists.flat();
}

function toReference(kind: ReferenceKind, value: unknown): SourceReference[] {
  const { data } = Reference.safeParse(value);
  return data?.name
    ? [{ kind, sourceId: data.id, name: toKeepable(data.name), isDefault: data.default ?? false }]
    : [];
}
