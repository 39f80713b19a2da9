import { z } from 'zod';
import { IdOrNull, listOf } from './wire.ts';

/** The smallest default page of any listing: no server caps pages below it, so a shorter page is the last one. */
const SMALLEST_CAP = 20;

/** A listing answers a bare array, or an object around it; servers of about 2019 an array for either. */
export const RawPage = z.union([
  listOf(z.unknown()).transform((items) => ({ items, total: null, pageSize: null })),
  z
    .looseObject({ items: listOf(z.unknown()), total: IdOrNull, page_size: IdOrNull })
    .transform(({ items, total, page_size }) => ({ items, total, pageSize: page_size })),
]);
export type RawPage = z.infer<typeof RawPage>;

export type Asked = { readonly page: number; readonly size: number };

/**
 * Whether more pages follow. The server may cap the size asked for without saying so: then a short page is the last one only if it is
 * shorter than any cap, and an empty one always.
 */
export function hasMore({ items, total, pageSize }: RawPage, { page, size }: Asked): boolean {
  if (items.length === 0) return false;
  if (total !== null && pageSize !== null) return page * pageSize < total;
  return items.length >= Math.min(size, SMALLEST_CAP);
}

/** What the schema reads of the items; the others are no objects. */
export const itemsOf = <T>(page: RawPage, schema: z.ZodType<T>): T[] =>
  page.items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });

/** All items, page by page, until the server has no more. `size` stays the same, or the pages would shift. */
export async function listPages<T>(
  size: number,
  schema: z.ZodType<T>,
  getPage: (asked: Asked) => Promise<RawPage>,
): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; ; page += 1) {
    const raw = await getPage({ page, size });
    items.push(...itemsOf(raw, schema));
    if (!hasMore(raw, { page, size })) return items;
  }
}
