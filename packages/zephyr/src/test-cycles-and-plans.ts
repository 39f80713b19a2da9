import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { Page, readPage, toPageQuery } from './page.ts';
import type { ListedRecord, PageRequest, SourcePage } from './source-client.ts';
import { Id, orNull, Ref } from './wire.ts';

const Listed = z.looseObject({ id: Id, key: z.string().min(1), folder: orNull(Ref) });

export async function pageCyclesOrPlans(
  client: GetClient,
  path: '/testcycles' | '/testplans',
  request: PageRequest,
  signal?: AbortSignal,
): Promise<SourcePage<ListedRecord>> {
  const page = await client.get(path, { route: path, query: toPageQuery(request), schema: Page, signal });
  return readPage(page, request, Listed, ({ id, key, folder }, raw) => ({
    sourceId: id,
    sourceKey: key,
    raw,
    folderId: folder?.id ?? null,
  }));
}
