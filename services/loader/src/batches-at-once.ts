import { SMALLEST_BATCH } from '@z2q/pipeline';

/**
 * How many batches keep this many requests in flight, including a batch that is just beginning and one of another
 * project. No more than that, because other loaders cannot work on batches that this one holds: with four of them and
 * sixty cases, one place more leaves two loaders without a batch.
 */
export const batchesAtOnce = (requestsInFlight: number): number =>
  Math.ceil(requestsInFlight / SMALLEST_BATCH) + 2;
