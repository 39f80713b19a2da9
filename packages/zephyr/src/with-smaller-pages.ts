import { HttpError } from '@z2q/http';

/** Asks for ever smaller pages as long as one is too large to be read, down to a single record. */
export async function withSmallerPages<Page>(
  size: number,
  get: (size: number) => Promise<Page>,
): Promise<Page> {
  for (let asked = size; ; asked = Math.max(1, Math.floor(asked / 4))) {
    try {
      return await get(asked);
    } catch (error) {
      if (asked <= 1 || !isTooLarge(error)) throw error;
    }
  }
}

export const isTooLarge = (error: unknown): error is HttpError =>
  error instanceof HttpError && error.code === 'answer_too_large';
