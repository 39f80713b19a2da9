import type { Query } from '@z2q/http';
import type { GetClient } from './get-client.ts';
import { hasMore, MAX_PAGE, Page, pageSizeAt } from './page.ts';
import { withSmallerPages } from './with-smaller-pages.ts';

type Listing = {
  readonly path: string;
  readonly route: string;
  readonly query?: Query;
  readonly signal?: AbortSignal | undefined;
};

/** Every value of a listing, however small the pages that the server really gives. */
export async function listAll(
  client: GetClient,
  { path, route, query, signal }: Listing,
): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  let size = MAX_PAGE;
  for (;;) {
    const startAt = values.length;
    const page = await withSmallerPages(pageSizeAt(startAt, size), (asked) =>
      client.get(path, {
        route,
        query: { ...query, startAt, maxResults: pageSizeAt(startAt, asked) },
        schema: Page,
        signal,
      }),
    );
    if (isRepeated(page, values)) return values;
    for (const value of page.values) values.push(value);
    if (!hasMore(page, startAt)) return values;
    size = page.maxResults ?? page.values.length;
  }
}

/** A server that tells nothing about its pages may not page at all: it answers with the same values for ever. */
function isRepeated({ values, total, isLast, next }: Page, earlier: readonly unknown[]): boolean {
  const isSilent = total === null && isLast === null && next === undefined;
  return isSilent && earlier.length === values.length && JSON.stringify(values) === JSON.stringify(earlier);
}
