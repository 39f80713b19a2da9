import type { FastifyRequest } from 'fastify';
import type { Located } from './record-index.ts';

/** URL of the API as the client knows it. */
export const toBaseUrl = (request: FastifyRequest): string => `http://${request.host}/v2`;

export type OffsetQuery = { readonly startAt: number; readonly maxResults: number };
export type CursorQuery = { readonly startAtId: number; readonly limit: number };

/** An offset page; `toJson` is called only for the items on the page. */
export function toOffsetPage<Item>(
  request: FastifyRequest,
  { startAt, maxResults }: OffsetQuery,
  items: readonly Item[],
  toJson: (item: Item) => unknown,
): unknown {
  const end = startAt + maxResults;
  const isLast = end >= items.length;
  return {
    next: isLast ? null : toNextUrl(request, { startAt: end, maxResults }),
    startAt,
    maxResults,
    total: items.length,
    isLast,
    values: items.slice(startAt, end).map(toJson),
  };
}

/** A cursor page of items sorted by id; it has no total. */
export function toCursorPage<R extends { readonly id: number }>(
  request: FastifyRequest,
  { startAtId, limit }: CursorQuery,
  sorted: readonly Located<R>[],
  toJson: (item: Located<R>) => unknown,
): unknown {
  const first = sorted.findIndex(({ record }) => record.id >= startAtId);
  const page = first === -1 ? [] : sorted.slice(first, first + limit);
  const after = first === -1 ? undefined : sorted[first + limit]?.record;
  return {
    next: after === undefined ? null : toNextUrl(request, { startAtId: after.id, limit }),
    nextStartAtId: after?.id ?? null,
    limit,
    values: page.map(toJson),
  };
}

function toNextUrl(request: FastifyRequest, changed: Readonly<Record<string, number>>): string {
  const url = new URL(request.url, `http://${request.host}`);
  for (const [name, value] of Object.entries(changed)) url.searchParams.set(name, String(value));
  return url.href;
}
