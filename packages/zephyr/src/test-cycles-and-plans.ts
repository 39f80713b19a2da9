import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { pageListing } from './page-listing.ts';
import type { ListedRecord, PageRequest, SourcePage } from './source-client.ts';
import { Id, orNull, Ref } from './wire.ts';

const Listed = z.looseObject({ id: Id, key: z.string().min(1), folder: orNull(Ref) });

export async function pageCyclesOrPlans(
  client: GetClient,
  path: '/testcycles' | '/testplans',
  request: PageRequest,
  signal?: AbortSignal,
): Promise<SourcePage<ListedRecord>> {
  return pageListing(client, { path, schema: Listed, toItem: toListed }, request, signal);
}

const toListed = ({ id, key, folder }: z.infer<typeof Listed>, raw: unknown): ListedRecord => ({
  sourceId: id,
  sourceKey: key,
  raw,
  folderId: folder?.id ?? null,
});
