import { SMALLEST_BATCH } from '@z2q/pipeline';

/** More runs than this share the places of so many, which bounds the memory of a loader. */
const MOST_RUNS = 5;

/**
 * How many batches a loader holds: for each run as many as keep this many requests in flight while one more of them
 * begins, so that a slow project does not hold up another one. No more than that, because other loaders cannot work on
 * batches that this one holds.
 */
export const batchesAtOnce = (requestsInFlight: number, runs: number): number =>
  Math.min(runs, MOST_RUNS) * (Math.ceil(requestsInFlight / SMALLEST_BATCH) + 1);
