/**
 * Exponential backoff with jitter: up to 1 s after the first attempt, doubling up to 60 s, of which at least half.
 * @returns milliseconds.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(60_000, 1_000 * 2 ** Math.max(0, attempt - 1));
  return Math.round(ceiling * (0.5 + 0.5 * random()));
}
