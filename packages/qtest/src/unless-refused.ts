import { HttpError, type HttpErrorCode } from '@z2q/http';

const REFUSALS: ReadonlySet<HttpErrorCode> = new Set(['refused', 'forbidden', 'not_found']);

/** Result of a request; null if the site refuses it, so that the caller can use another way. */
export async function unlessRefused<Result>(call: () => Promise<Result>): Promise<Result | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof HttpError && REFUSALS.has(error.code)) return null;
    throw error;
  }
}
