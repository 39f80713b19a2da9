import { badRequest } from './api-error.ts';
import { type Query, readNumber } from './query.ts';

export type PageRequest = { readonly page: number; readonly size: number };
export type PageLink = { readonly rel: string; readonly href: string };
export type PagedObject<Item> = {
  readonly links: readonly PageLink[];
  readonly page: number;
  readonly page_size: number;
  readonly total: number;
  readonly items: readonly Item[];
};

/**
 * The page that a query asks for, counted from 1. Its size is `absent` if the query gives none, and at most `cap`.
 * `sizeName`: the query parameter of the size, which differs by endpoint (`size`, `pageSize`).
 */
export function readPage(
  query: Query,
  { sizeName, absent, cap }: { readonly sizeName: string; readonly absent: number; readonly cap: number },
): PageRequest {
  const page = readNumber(query, 'page') ?? 1;
  const size = readNumber(query, sizeName) ?? absent;
  if (page < 1) throw badRequest('page starts at 1.');
  if (size < 1) throw badRequest(`${sizeName} must be positive.`);
  return { page, size: Math.min(size, cap) };
}

export const readPageOf999 = (query: Query): PageRequest =>
  readPage(query, { sizeName: 'pageSize', absent: 100, cap: 999 });

/** The rows of one page, without reading the others. */
export function slicePage<Row>(rows: Iterable<Row>, { page, size }: PageRequest): Row[] {
  const skip = (page - 1) * size;
  return Array.isArray(rows)
    ? rows.slice(skip, skip + size)
    : Iterator.from(rows).drop(skip).take(size).toArray();
}

/** The paged answer, with `rel=next` while there is more. Only the page's rows are converted. */
export function toPagedObject<Row, Item>(
  rows: Iterable<Row>,
  total: number,
  { request, url, toItem }: { request: PageRequest; url: string; toItem: (row: Row) => Item },
): PagedObject<Item> {
  const hasMore = request.page * request.size < total;
  return {
    links: hasMore ? [{ rel: 'next', href: toPageUrl(url, request.page + 1) }] : [],
    page: request.page,
    page_size: request.size,
    total,
    items: slicePage(rows, request).map(toItem),
  };
}

const toPageUrl = (url: string, page: number): string => {
  const next = new URL(url);
  next.searchParams.set('page', String(page));
  return next.href;
};
