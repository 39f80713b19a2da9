import { HttpError } from '@z2q/http';

/** What a read answers, undefined when there is no such object. Every other error is the batch's. */
export async function readOrMissing<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof HttpError && error.code === 'not_found') return undefined;
    throw error;
  }
}
