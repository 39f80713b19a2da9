export type Backoff = {
  readonly baseMs: number;
  readonly capMs: number;
  /** In [0, 1). */
  readonly random?: () => number;
};

/** Full jitter: anything from nothing to an exponentially growing, capped delay. `failures` counts from 1. */
export function backoffMs(failures: number, { baseMs, capMs, random = Math.random }: Backoff): number {
  const ceilingMs = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 30));
  return Math.ceil(random() * ceilingMs);
}
