/** A smaller batch costs more to hand on than to work on. */
export const SMALLEST_BATCH = 8;
/** Enough batches to keep any useful number of workers busy until the end. */
const BATCHES = 64;

/**
 * Chooses a batch size, so that no worker is left with a large batch while the others are idle.
 * @param most upper limit, set by the operator.
 */
export const batchSizeFor = (records: number, most: number): number =>
  Math.min(most, Math.max(SMALLEST_BATCH, Math.ceil(records / BATCHES)));
