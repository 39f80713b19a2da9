export type Backoff = {
  readonly baseMs: number;
  readonly capMs: number;
  /** Random number in [0, 1). */
  readonly random?: () => number;
};

/**
 * Exponential backoff with full jitter: a random delay between zero and an exponentially growing, capped limit.
 * `failures` counts from 1.
 */
export function backoffMs(failures: number, { baseMs, capMs, random = Math.random }: Backoff): number {
  const ceilingMs = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 30));
  return Math.ceil(random() * ceilingMs);
}
