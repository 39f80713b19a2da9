import type { Query } from '@z2q/http';
import type { GetClient } from './get-client.ts';
import { MAX_PAGE, Page } from './page.ts';

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
  for (;;) {
    const page = await client.get(path, {
      route,
      query: { ...query, startAt: values.length, maxResults: MAX_PAGE },
      schema: Page,
      signal,
    });
    values.push(...page.values);
    if (isEnd(page, values.length)) return values;
  }
}

function isEnd(page: Page, received: number): boolean {
  if (page.values.length === 0) return true;
  return page.isLast ?? received >= (page.total ?? 0);
}
