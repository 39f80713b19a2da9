import { SMALLEST_BATCH } from '@z2q/pipeline';

/**
 * Batches that keep so many requests in flight, also while one of them begins and others of a slow project wait. No
 * more: what one loader holds the others cannot work on.
 */
export const batchesAtOnce = (requestsInFlight: number): number =>
  Math.ceil(requestsInFlight / SMALLEST_BATCH) + 3;
