import { expect, test } from 'vitest';
import { z } from 'zod';
import { listPages, RawPage } from './paging.ts';

/** A server with so many items that never gives more than `cap` a page. */
const server = (total: number, cap: number, shape: 'array' | 'object') => {
  const asked: number[] = [];
  const getPage = async ({ page, size }: { readonly page: number; readonly size: number }) => {
    asked.push(page);
    const pageSize = Math.min(size, cap);
    const items = Array.from({ length: total }, (_, id) => id).slice((page - 1) * pageSize, page * pageSize);
    return RawPage.parse(shape === 'array' ? items : { items, total, page, page_size: pageSize });
  };
  return { asked, getPage };
};

test.each([
  ['array', 0, 1000, 1],
  ['array', 5, 1000, 1],
  ['array', 250, 100, 4],
  ['array', 200, 100, 3],
  ['object', 250, 100, 3],
  ['object', 200, 100, 2],
  ['object', 3, 100, 1],
] as const)(
  'as %s, all of %i items come from a server that caps pages at %i in %i calls',
  async (shape, total, cap, calls) => {
    const { asked, getPage } = server(total, cap, shape);

    const items = await listPages(500, z.number(), getPage);

    expect(items).toHaveLength(total);
    expect(new Set(items).size).toBe(total);
    expect(asked).toHaveLength(calls);
  },
);

test('null for a list is an empty one', () => {
  expect(RawPage.parse(null)).toEqual({ items: [], total: null, pageSize: null });
  expect(RawPage.parse({ items: null })).toEqual({ items: [], total: null, pageSize: null });
});
