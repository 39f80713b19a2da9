/** How often and how long a client tries by itself before it leaves a failure to its caller. */
export type RetryPolicy = {
  /** Sends of one request that fail for another reason than throttling. */
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** How long one call may be put off by 429 answers. */
  readonly maxThrottleMs: number;
};

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attempts: 5,
  baseMs: 250,
  capMs: 8_000,
  maxThrottleMs: 15 * 60_000,
};
