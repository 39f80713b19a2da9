import { expect, test } from 'vitest';
import { z } from 'zod';
import { Page, pageSizeAt, readPage } from './page.ts';

const Item = z.looseObject({ id: z.number() });
const read = (page: unknown) => readPage(Page.parse(page), { startAt: 40 }, Item, ({ id }) => id);

test('odd items become unreadable ones, named as well as they can be, and the rest is read', () => {
  const page = read({
    startAt: 40,
    maxResults: 50,
    total: 44,
    values: [{ id: 1 }, { id: 'x', key: 'WEB-T2' }, null, 7],
  });

  expect(page).toMatchObject({ items: [1], received: 4, total: 44, startAt: 40, maxResults: 50 });
  expect(page.unreadable).toMatchObject([
    { sourceId: 'x', sourceKey: 'WEB-T2' },
    { sourceId: 'item 42', sourceKey: null },
    { sourceId: 'item 43', sourceKey: null },
  ]);
});

test('an item that throws is an unreadable one too', () => {
  const toItem = (item: { id: number }): string => decodeURIComponent(item.id === 2 ? '%' : `${item.id}`);

  const page = readPage(
    Page.parse({ values: [{ id: 1 }, { id: 2 }, { id: 3 }] }),
    { startAt: 0 },
    Item,
    toItem,
  );

  expect(page).toMatchObject({ items: ['1', '3'], unreadable: [{ sourceId: '2' }] });
});

test('an item that is nested without end is an unreadable one', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);

  expect(read({ values: [{ id: 1 }, { id: 2, deep }] })).toMatchObject({
    items: [1],
    unreadable: [{ sourceId: '2' }],
  });
});

test('an envelope with little in it is made up from what came', () => {
  expect(read({ values: [{ id: 1 }], isLast: false })).toMatchObject({
    received: 1,
    total: null,
    startAt: 40,
    maxResults: 1,
  });
  expect(read({ values: null })).toMatchObject({ items: [], received: 0, total: null });
});

test.each([
  [{ isLast: false, total: 41 }, true],
  [{ isLast: true, total: 50 }, false],
  [{ total: 41 }, false],
  [{ total: 42 }, true],
  [{ next: null }, false],
  [{ next: 'https://host/v2/testcases?startAt=41' }, true],
  [{}, true],
  [{ values: [], isLast: false }, false],
])('a page with %o has more after it: %s', (envelope, hasMore) => {
  expect(read({ values: [{ id: 1 }], ...envelope })).toMatchObject({ hasMore });
});

test.each([
  [0, 100, 100],
  [0, 5000, 1000],
  [200, 100, 100],
  [7, 100, 7],
  [13, 5, 1],
  [12, 5, 4],
])('at %i a page of at most %i may have %i records', (startAt, maxResults, size) => {
  expect(pageSizeAt(startAt, maxResults)).toBe(size);
});
