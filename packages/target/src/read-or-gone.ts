import { HttpError } from '@z2q/http';

/** What a read answers; undefined when the object it is about is gone. Every other error is the caller's. */
export async function readOrGone<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof HttpError && error.code === 'not_found') return undefined;
    throw error;
  }
}
