import { HttpError, type HttpErrorCode } from '@z2q/http';

/** Asks for ever smaller pages as long as one is too much to be read, or to be answered, down to a single record. */
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

/** A gateway that does not wait for a large page answers 502, 503 or 504, or nothing in time, while all else works. */
export const mayBeTooMuch = (error: unknown): error is HttpError =>
  error instanceof HttpError && TOO_MUCH.has(error.code);

export const isTooLarge = (error: unknown): error is HttpError =>
  error instanceof HttpError && error.code === 'answer_too_large';
