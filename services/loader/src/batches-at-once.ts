import { SMALLEST_BATCH } from '@z2q/pipeline';

/**
 * How many batches keep this many requests in flight, including a batch that is just beginning and others that wait for
 * a slow project. No more than that, because other loaders cannot work on batches that this one holds.
 */
export const batchesAtOnce = (requestsInFlight: number): number =>
  Math.ceil(requestsInFlight / SMALLEST_BATCH) + 3;
