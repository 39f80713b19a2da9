/** Takes one request from a bucket that holds one second's worth; false when it is empty. */
export type TokenBucket = (ratePerSecond: number) => boolean;

/** `nowMs` is a monotonic clock. */
export function createTokenBucket(nowMs: () => number = () => performance.now()): TokenBucket {
  let tokens: number | undefined;
  let filledAt = nowMs();
  return (ratePerSecond) => {
    const capacity = Math.max(1, ratePerSecond);
    const now = nowMs();
    tokens = Math.min(capacity, (tokens ?? capacity) + ((now - filledAt) / 1000) * ratePerSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
