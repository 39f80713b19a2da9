import type { Query } from '@z2q/http';
import type { GetClient } from './get-client.ts';
import { hasMore, MAX_PAGE, Page, pageSizeAt } from './page.ts';
import { isTooLarge, mayBeTooMuch, withSmallerPages } from './with-smaller-pages.ts';

/** All values of a listing, and the rest of each page's answer. */
export type Listed = { readonly values: readonly unknown[]; readonly envelopes: readonly unknown[] };

type Listing = {
  readonly path: string;
  readonly route: string;
  readonly query?: Query;
  readonly signal?: AbortSignal | undefined;
};

/** Reads a listing to its end, however small the server's pages are. */
export async function listAll(client: GetClient, { path, route, query, signal }: Listing): Promise<Listed> {
  const values: unknown[] = [];
  const envelopes: unknown[] = [];
  // If the list of one record breaks down, that record is at fault, and its list must not be requested for ever.
  const isOfRecord = route !== path;
  let size = MAX_PAGE;
  for (;;) {
    const startAt = values.length;
    const page = await withSmallerPages(
      pageSizeAt(startAt, size),
      (asked) =>
        client.get(path, {
          route,
          query: { ...query, startAt, maxResults: pageSizeAt(startAt, asked) },
          schema: Page,
          signal,
        }),
      isOfRecord ? isTooLarge : mayBeTooMuch,
    );
    if (isRepeated(page, values)) return { values, envelopes };
    const { values: received, ...envelope } = page;
    for (const value of received) values.push(value);
    envelopes.push(envelope);
    if (!hasMore(page, startAt)) return { values, envelopes };
    size = page.maxResults ?? page.values.length;
  }
}

/** A server that says nothing about its pages may not page at all, and would answer the same values for ever. */
function isRepeated({ values, total, isLast, next }: Page, earlier: readonly unknown[]): boolean {
  const isSilent = total === null && isLast === null && next === undefined;
  return isSilent && earlier.length === values.length && JSON.stringify(values) === JSON.stringify(earlier);
}
