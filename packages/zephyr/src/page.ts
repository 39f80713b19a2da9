import { z } from 'zod';
import { readAround } from './read-around.ts';
import type { PageRequest, SourcePage, UnreadableItem } from './source-client.ts';
import { toReason } from './unreadable-record-error.ts';
import { AnyList, orNull } from './wire.ts';

/** The API returns no more, whatever is asked for. */
export const MAX_PAGE = 1000;
/** The highest index at which the API lets a page start. */
const MAX_START = 1_000_000;

const Count = z.number().int().nonnegative();

/** The answer around any listing. Items are read one by one, so that an odd one does not fail its page. */
export const Page = z.looseObject({
  values: AnyList,
  startAt: orNull(Count),
  maxResults: orNull(Count),
  total: orNull(Count),
  isLast: orNull(z.boolean()),
  next: z.string().nullish(),
});
export type Page = z.infer<typeof Page>;

export const toPageQuery = ({ projectKey, startAt, maxResults }: PageRequest) => ({
  projectKey,
  startAt,
  maxResults: pageSizeAt(startAt, maxResults),
});

/** The largest page size up to `maxResults` for a page at `startAt`: the API requires `startAt` to be a multiple of the size. */
export function pageSizeAt(startAt: number, maxResults: number): number {
  let size = Math.max(1, Math.min(maxResults, MAX_PAGE));
  while (startAt % size !== 0) size -= 1;
  return size;
}

/** Whether another page follows. If the server does not say, pages are read until one is empty. */
export function hasMore(page: Page, startAt: number): boolean {
  const end = startAt + page.values.length;
  if (page.values.length === 0 || end > MAX_START) return false;
  if (page.isLast !== null) return !page.isLast;
  if (page.total !== null) return end < page.total;
  return page.next !== null;
}

/** `toItem` gets what the schema read and the raw value, and returns an item. */
export function readPage<Wire, Item>(
  page: Page,
  asked: Pick<PageRequest, 'startAt'>,
  schema: z.ZodType<Wire>,
  toItem: (wire: Wire, raw: unknown) => Item,
): SourcePage<Item> {
  const items: Item[] = [];
  const unreadable: UnreadableItem[] = [];
  const startAt = page.startAt ?? asked.startAt;
  for (const [index, raw] of page.values.entries()) {
    const read = readItem(raw, schema, toItem);
    if ('item' in read) items.push(read.item);
    else unreadable.push(toUnreadable(raw, startAt + index, read.reason));
  }
  const { values, ...envelope } = page;
  const received = values.length;
  return {
    envelope,
    items,
    unreadable,
    received,
    total: page.total,
    hasMore: hasMore(page, startAt),
    startAt,
    maxResults: page.maxResults ?? received,
  };
}

/** No real record is nested nearly as deep, and recursive functions can handle it. */
const MAX_DEPTH = 100;

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member)));

/** Any fault of an item, even an unforeseen one, concerns only that item. */
function readItem<Wire, Item>(
  raw: unknown,
  schema: z.ZodType<Wire>,
  toItem: (wire: Wire, raw: unknown) => Item,
): { readonly item: Item } | { readonly reason: string } {
  if (isDeeperThan(MAX_DEPTH, raw)) return { reason: `It is nested more than ${MAX_DEPTH} levels deep` };
  try {
    const read = readAround(schema, raw);
    return read.success ? { item: toItem(read.data, raw) } : { reason: toReason(read.error) };
  } catch (error) {
    return { reason: String(error) };
  }
}

const Named = z.looseObject({
  id: z.union([z.number(), z.string()]).nullish().catch(null),
  key: z.string().nullish().catch(null),
});

function toUnreadable(raw: unknown, place: number, reason: string): UnreadableItem {
  const named = Named.safeParse(raw).data;
  const sourceKey = named?.key ?? null;
  return { sourceId: String(named?.id ?? sourceKey ?? `item ${place}`), sourceKey, reason, raw };
}
