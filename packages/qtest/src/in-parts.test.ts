import { HttpError, type HttpErrorCode } from '@z2q/http';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createInParts } from './in-parts.ts';
import { type Asked, createHasMore, listPages, RawPage } from './paging.ts';

const failure = (code: HttpErrorCode) =>
  new HttpError('no', {
    code,
    recovery: 'retry',
    side: 'target',
    method: 'GET',
    path: '/things',
    status: 504,
    apiMessage: null,
    retryAfterMs: null,
  });

/** A server with this many items that fails for a page of more than `most`. */
function server(total: number, most: number, code: HttpErrorCode = 'server_error') {
  const asked: Asked[] = [];
  const getPage = async ({ page, size }: Asked) => {
    asked.push({ page, size });
    if (size > most) throw failure(code);
    return RawPage.parse(Array.from({ length: total }, (_, id) => id).slice((page - 1) * size, page * size));
  };
  return { asked, getPage };
}

test.each([
  [0, 50],
  [50, 50],
  [130, 50],
  [200, 7],
  [101, 1],
])('all of %i items come from a server that fails at pages of more than %i', async (total, most) => {
  const { getPage } = server(total, most);
  const api = { hasMore: createHasMore(), inParts: createInParts() };

  const items = await listPages(api, { route: '/things', size: 100, schema: z.number() }, getPage);

  expect(items).toEqual(Array.from({ length: total }, (_, id) => id));
});

test('what worked is asked for first of the next page', async () => {
  const { asked, getPage } = server(300, 50);
  const inParts = createInParts();

  await inParts('/things', { page: 1, size: 100 }, getPage);
  asked.length = 0;
  await inParts('/things', { page: 2, size: 100 }, getPage);

  expect(asked).toEqual([5, 6, 7, 8].map((page) => ({ page, size: 25 })));
});

test('a server that answers no page at all is asked no further than for one item', async () => {
  const { asked, getPage } = server(10, 0);

  await expect(createInParts()('/things', { page: 1, size: 100 }, getPage)).rejects.toThrow(HttpError);

  expect(asked.map(({ size }) => size)).toEqual([100, 25, 5, 1]);
});

test('a refusal is no matter of size', async () => {
  const { asked, getPage } = server(10, 0, 'forbidden');

  await expect(createInParts()('/things', { page: 1, size: 100 }, getPage)).rejects.toThrow(HttpError);

  expect(asked).toHaveLength(1);
});
