import { HttpError, type HttpErrorCode } from '@z2q/http';
import type { Asked, RawPage } from './paging.ts';

/** Reads a page of a listing, split into as many smaller pages as the site needs. */
export type InParts = (
  listing: string,
  asked: Asked,
  get: (asked: Asked) => Promise<RawPage>,
) => Promise<RawPage>;

const TOO_MUCH: ReadonlySet<HttpErrorCode> = new Set(['answer_too_large', 'server_error', 'timeout']);

/**
 * Some sites time out on a large page but answer smaller ones. Pages are numbered, so a page is read as smaller ones
 * that add up to it exactly. The size that worked is kept for the next pages of the listing.
 */
export function createInParts(): InParts {
  const sizes = new Map<string, number>();
  return async (listing, asked, get) => {
    let size = Math.min(asked.size, sizes.get(listing) ?? asked.size);
    if (asked.size % size !== 0) size = asked.size;
    for (;;) {
      try {
        const page = await joined(asked, size, get);
        sizes.set(listing, size);
        return page;
      } catch (error) {
        if (!(error instanceof HttpError && TOO_MUCH.has(error.code)) || size === 1) throw error;
        size = partOf(size);
      }
    }
  };
}

/** The largest divisor up to a quarter of the size, so that the parts add up exactly. */
function partOf(size: number): number {
  let part = Math.max(1, Math.floor(size / 4));
  while (size % part !== 0) part -= 1;
  return part;
}

async function joined(asked: Asked, size: number, get: (asked: Asked) => Promise<RawPage>): Promise<RawPage> {
  const parts = asked.size / size;
  const first = (asked.page - 1) * parts + 1;
  let whole = await get({ page: first, size });
  for (let at = 1; at < parts; at += 1) {
    if (whole.items.length < at * size) return whole;
    const { items, ...rest } = await get({ page: first + at, size });
    whole = { ...rest, items: [...whole.items, ...items] };
  }
  return parts === 1 ? whole : { ...whole, pageSize: asked.size };
}
