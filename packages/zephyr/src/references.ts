import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { toKeepable } from './keepable-text.ts';
import { listAll } from './list-all.ts';
import type { ListedReferences, ReferenceKind, SourceReference } from './source-client.ts';
import { Id, Text } from './wire.ts';

type Listing = { readonly kind: ReferenceKind; readonly path: string; readonly statusType?: string };

/** A status does not say which type it belongs to, so each type is listed by itself. */
const LISTINGS: readonly Listing[] = [
  { kind: 'priority', path: '/priorities' },
  { kind: 'environment', path: '/environments' },
  { kind: 'status:TEST_CASE', path: '/statuses', statusType: 'TEST_CASE' },
  { kind: 'status:TEST_CYCLE', path: '/statuses', statusType: 'TEST_CYCLE' },
  { kind: 'status:TEST_PLAN', path: '/statuses', statusType: 'TEST_PLAN' },
  { kind: 'status:TEST_EXECUTION', path: '/statuses', statusType: 'TEST_EXECUTION' },
];

const Reference = z.looseObject({
  id: Id.nullish().catch(null),
  name: Text.catch(null),
  default: z.boolean().nullish().catch(null),
});

/** Returns every entry, also one without an id, since it was received. */
export async function listReferences(
  client: GetClient,
  projectKey: string,
  signal?: AbortSignal,
): Promise<ListedReferences> {
  const lists = await Promise.all(
    LISTINGS.map(async ({ kind, path, statusType }) => {
      const query = { projectKey, statusType };
      const { values, envelopes } = await listAll(client, { path, route: path, query, signal });
      return {
        references: values.map((value, place) => toReference(kind, value, place)),
        envelopes: envelopes.map((raw) => ({ kind, raw })),
      };
    }),
  );
  return {
    references: lists.flatMap((list) => list.references),
    envelopes: lists.flatMap((list) => list.envelopes),
  };
}

function toReference(kind: ReferenceKind, raw: unknown, place: number): SourceReference {
  const { data } = Reference.safeParse(raw);
  const sourceId = data?.id ?? `item ${place}`;
  return {
    kind,
    sourceId,
    name: toKeepable(data?.name || `#${sourceId}`),
    isDefault: data?.default ?? false,
    raw,
  };
}
