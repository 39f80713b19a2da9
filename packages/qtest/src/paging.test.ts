import { expect, test } from 'vitest';
import { z } from 'zod';
import { createInParts } from './in-parts.ts';
import { createHasMore, listPages, RawPage } from './paging.ts';

/** A server with this many items and at most `cap` on a page. */
const server = (total: number, cap: number, shape: 'array' | 'object' | 'echo') => {
  const asked: number[] = [];
  const getPage = async ({ page, size }: { readonly page: number; readonly size: number }) => {
    asked.push(page);
    const pageSize = Math.min(size, cap);
    const items = Array.from({ length: total }, (_, id) => id).slice((page - 1) * pageSize, page * pageSize);
    const told = shape === 'echo' ? size : pageSize;
    return RawPage.parse(shape === 'array' ? items : { items, total, page, page_size: told });
  };
  return { asked, getPage };
};

test.each([
  ['array', 0, 1000, 1],
  ['array', 5, 1000, 2],
  ['array', 25, 10, 3],
  ['array', 250, 100, 3],
  ['array', 200, 100, 3],
  ['array', 900, 1000, 2],
  ['object', 250, 100, 3],
  ['object', 200, 100, 2],
  ['object', 3, 100, 1],
  ['object', 25, 10, 3],
  ['echo', 25, 10, 3],
] as const)(
  'as %s, all of %i items come from a server that caps pages at %i in %i calls',
  async (shape, total, cap, calls) => {
    const { asked, getPage } = server(total, cap, shape);

    const listing = { route: '/things', size: 500, schema: z.number() };
    const items = await listPages({ hasMore: createHasMore(), inParts: createInParts() }, listing, getPage);

    expect(items).toHaveLength(total);
    expect(new Set(items).size).toBe(total);
    expect(asked).toHaveLength(calls);
  },
);

test('null for a list is an empty one', () => {
  expect(RawPage.parse(null)).toEqual(EMPTY);
  expect(RawPage.parse({ items: null })).toEqual(EMPTY);
});

const EMPTY = { items: [], total: null, pageSize: null, hasNext: false };
const aPage = (count: number, more: object = {}) =>
  RawPage.parse({ items: Array.from({ length: count }, (_, id) => id), ...more });

test('once a longer page was seen, a short one is the last without another call', () => {
  const hasMore = createHasMore();
  hasMore('/runs', aPage(12), { page: 1, size: 100 });

  expect(hasMore('/runs', aPage(3), { page: 1, size: 100 })).toBe(false);
  expect(hasMore('/logs', aPage(3), { page: 1, size: 100 })).toBe(true);
});

test('a page that is full as it was asked for is not the last, however long others were', () => {
  const hasMore = createHasMore();
  hasMore('/runs', aPage(100), { page: 1, size: 100 });

  expect(hasMore('/runs', aPage(20), { page: 1, size: 20 })).toBe(true);
});

test('a link to the next page is followed', () => {
  const hasMore = createHasMore();
  hasMore('/runs', aPage(12), { page: 1, size: 100 });

  const links = [{ rel: 'next', href: 'https://qtest.test/?page=2' }];

  expect(hasMore('/runs', aPage(3, { links }), { page: 1, size: 100 })).toBe(true);
});
