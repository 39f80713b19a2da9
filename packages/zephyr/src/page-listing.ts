import type { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { Page, readPage, toPageQuery } from './page.ts';
import type { PageRequest, SourcePage } from './source-client.ts';
import { isTooLarge, mayBeTooMuch, withSmallerPages } from './with-smaller-pages.ts';

type Listing<Wire, Item> = {
  readonly path: '/testcases' | '/testcycles' | '/testplans' | '/testexecutions';
  readonly schema: z.ZodType<Wire>;
  readonly toItem: (wire: Wire, raw: unknown) => Item;
  /** Further query parameters. */
  readonly more?: Readonly<Record<string, boolean>>;
};

/**
 * Reads one page of a listing, or a smaller part if the page is too large. A record that the API cannot return even
 * alone counts as unreadable.
 */
export async function pageListing<Wire, Item>(
  client: Pick<GetClient, 'get'>,
  { path, schema, toItem, more }: Listing<Wire, Item>,
  request: PageRequest,
  signal?: AbortSignal,
): Promise<SourcePage<Item>> {
  const get = (asked: PageRequest): Promise<Page> =>
    client.get(path, { route: path, query: { ...toPageQuery(asked), ...more }, schema: Page, signal });
  try {
    const page = await withSmallerPages(request.maxResults, (maxResults) => get({ ...request, maxResults }));
    return readPage(page, request, schema, toItem);
  } catch (error) {
    const isOfRecord = isTooLarge(error) || (mayBeTooMuch(error) && (await hasNext(get, request)));
    if (isOfRecord) return onlyUnreadable(request, error.message);
    throw error;
  }
}

/** Whether the listing can return the record after this one; if so, only this record is at fault. */
const hasNext = (get: (asked: PageRequest) => Promise<Page>, request: PageRequest): Promise<boolean> =>
  get({ ...request, startAt: request.startAt + 1, maxResults: 1 }).then(
    () => true,
    () => false,
  );

function onlyUnreadable<Item>({ startAt }: PageRequest, reason: string): SourcePage<Item> {
  const unreadable = [{ sourceId: `item ${startAt}`, sourceKey: null, reason, raw: null }];
  return {
    envelope: {},
    items: [],
    unreadable,
    received: 1,
    total: null,
    hasMore: true,
    startAt,
    maxResults: 1,
  };
}
