/** Records of the smallest batch that is cut while there are more. */
const RECORDS_AT_LEAST = 8;

/**
 * Batches that keep so many requests in flight, also while one of them begins and another waits for a slow answer. No
 * more: what one loader holds the others cannot work on.
 */
export const batchesAtOnce = (requestsInFlight: number): number =>
  Math.ceil(requestsInFlight / RECORDS_AT_LEAST) + 2;
