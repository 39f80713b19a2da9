import { HttpError, type HttpErrorCode } from '@z2q/http';

/** Requests ever smaller pages, down to a single record, as long as a page is too large to be read or answered. */
export async function withSmallerPages<Page>(
  size: number,
  get: (size: number) => Promise<Page>,
  isTooMuch: (error: unknown) => boolean = mayBeTooMuch,
): Promise<Page> {
  for (let asked = size; ; asked = Math.max(1, Math.floor(asked / 4))) {
    try {
      return await get(asked);
    } catch (error) {
      if (asked <= 1 || !isTooMuch(error)) throw error;
    }
  }
}

const TOO_MUCH: ReadonlySet<HttpErrorCode> = new Set(['answer_too_large', 'server_error', 'timeout']);

/**
 * A gateway that does not wait for a large page answers 502, 503 or 504, or the request times out, while everything
 * else works.
 */
export const mayBeTooMuch = (error: unknown): error is HttpError =>
  error instanceof HttpError && TOO_MUCH.has(error.code);

export const isTooLarge = (error: unknown): error is HttpError =>
  error instanceof HttpError && error.code === 'answer_too_large';
