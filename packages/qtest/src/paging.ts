import { z } from 'zod';
import type { ProjectApi } from './project-api.ts';
import { IdOrNull, listOf, listOrNull } from './wire.ts';

const Link = z.looseObject({ rel: z.string() });

/** A listing answers a bare array or an object around it; servers of about 2019 always answer an array. */
export const RawPage = z.union([
  listOf(z.unknown()).transform((items) => ({ items, total: null, pageSize: null, hasNext: false })),
  z
    .looseObject({
      items: listOf(z.unknown()),
      total: IdOrNull,
      page_size: IdOrNull,
      links: listOrNull(Link),
    })
    .transform(({ items, total, page_size, links }) => ({
      items,
      total,
      pageSize: page_size,
      hasNext: links?.some((link) => link.rel === 'next') ?? false,
    })),
]);
export type RawPage = z.infer<typeof RawPage>;

export type Asked = { readonly page: number; readonly size: number };

/** Whether more pages follow in a listing such as `/test-runs`. */
export type HasMore = (listing: string, raw: RawPage, asked: Asked) => boolean;

/**
 * A server may silently cap the page size. So the last page is an empty one, one shorter than another page of the
 * same listing, or one that completes the total. A link to the next page overrides this, except on an empty page.
 */
export function createHasMore(): HasMore {
  const largest = new Map<string, number>();
  return (listing, { items, total, pageSize, hasNext }, { page, size }) => {
    const before = largest.get(listing);
    const count = items.length;
    largest.set(listing, Math.max(before ?? 0, count));
    if (count === 0) return false;
    if (hasNext) return true;
    if (total === null) return count >= Math.min(size, Math.max(before ?? 0, count));
    const full = Math.min(size, Math.max(before ?? pageSize ?? 0, count));
    return (page - 1) * full + count < total;
  };
}

/** The items that the schema can read; others are left out. */
export const itemsOf = <T>(page: RawPage, schema: z.ZodType<T>): T[] =>
  page.items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });

type Listing<T> = { readonly route: string; readonly size: number; readonly schema: z.ZodType<T> };

/** All items, page by page, until the server has no more. `size` must stay the same, or the pages would shift. */
export async function listPages<T>(
  { hasMore, inParts }: Pick<ProjectApi, 'hasMore' | 'inParts'>,
  { route, size, schema }: Listing<T>,
  getPage: (asked: Asked) => Promise<RawPage>,
): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; ; page += 1) {
    const raw = await inParts(route, { page, size }, getPage);
    for (const item of itemsOf(raw, schema)) items.push(item);
    if (!hasMore(route, raw, { page, size })) return items;
  }
}
