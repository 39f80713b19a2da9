/** A batch of fewer records costs more to hand on than to work on. */
export const SMALLEST_BATCH = 8;
/** Enough for the last ones to spread over any number of workers that would be of use. */
const BATCHES = 64;

/**
 * How many records a batch has, so that no worker is left with a large one while the others have nothing more to do.
 * @param most what the operator allows.
 */
export const batchSizeFor = (records: number, most: number): number =>
  Math.min(most, Math.max(SMALLEST_BATCH, Math.ceil(records / BATCHES)));
