import { HttpError } from '@z2q/http';

/** Result of a read; undefined if the object does not exist. Every other error is thrown. */
export async function readOrGone<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof HttpError && error.code === 'not_found') return undefined;
    throw error;
  }
}
