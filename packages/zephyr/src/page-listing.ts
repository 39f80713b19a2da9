import type { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { Page, readPage, toPageQuery } from './page.ts';
import type { PageRequest, SourcePage } from './source-client.ts';
import { isTooLarge, withSmallerPages } from './with-smaller-pages.ts';

type Listing<Wire, Item> = {
  readonly path: '/testcases' | '/testcycles' | '/testplans' | '/testexecutions';
  readonly schema: z.ZodType<Wire>;
  readonly toItem: (wire: Wire, raw: unknown) => Item;
};

/** One page of a listing, or its beginning where the whole is too large to be read; a record too large by itself is an unreadable one. */
export async function pageListing<Wire, Item>(
  client: GetClient,
  { path, schema, toItem }: Listing<Wire, Item>,
  request: PageRequest,
  signal?: AbortSignal,
): Promise<SourcePage<Item>> {
  try {
    const page = await withSmallerPages(request.maxResults, (maxResults) =>
      client.get(path, { route: path, query: toPageQuery({ ...request, maxResults }), schema: Page, signal }),
    );
    return readPage(page, request, schema, toItem);
  } catch (error) {
    if (isTooLarge(error)) return onlyUnreadable(request, error.message);
    throw error;
  }
}

function onlyUnreadable<Item>({ startAt }: PageRequest, reason: string): SourcePage<Item> {
  const unreadable = [{ sourceId: `item ${startAt}`, sourceKey: null, reason }];
  return { items: [], unreadable, received: 1, total: null, hasMore: true, startAt, maxResults: 1 };
}
