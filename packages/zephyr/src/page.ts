import { z } from 'zod';
import type { PageRequest, SourcePage, UnreadableItem } from './source-client.ts';
import { toReason } from './unreadable-record-error.ts';
import { listOf, orNull } from './wire.ts';

/** More is not answered, whatever is asked for. */
export const MAX_PAGE = 1000;

const Count = z.number().int().nonnegative();

/** The envelope around any listing. Items are read one by one, so that an odd one does not fail its page. */
export const Page = z.looseObject({
  values: listOf(z.unknown()),
  startAt: orNull(Count),
  maxResults: orNull(Count),
  total: orNull(Count),
  isLast: orNull(z.boolean()),
});
export type Page = z.infer<typeof Page>;

export const toPageQuery = ({ projectKey, startAt, maxResults }: PageRequest) => ({
  projectKey,
  startAt,
  maxResults: Math.min(maxResults, MAX_PAGE),
});

/** `toItem` turns what the schema reads, and what was received, into an item. */
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
    const parsed = schema.safeParse(raw);
    if (parsed.success) items.push(toItem(parsed.data, raw));
    else unreadable.push(toUnreadable(raw, startAt + index, toReason(parsed.error)));
  }
  const received = page.values.length;
  return {
    items,
    unreadable,
    received,
    total: page.total ?? startAt + received + (page.isLast === false ? 1 : 0),
    startAt,
    maxResults: page.maxResults ?? received,
  };
}

const Named = z.looseObject({
  id: z.union([z.number(), z.string()]).nullish().catch(null),
  key: z.string().nullish().catch(null),
});

function toUnreadable(raw: unknown, place: number, reason: string): UnreadableItem {
  const named = Named.safeParse(raw).data;
  const sourceKey = named?.key ?? null;
  return { sourceId: String(named?.id ?? sourceKey ?? `item ${place}`), sourceKey, reason };
}
