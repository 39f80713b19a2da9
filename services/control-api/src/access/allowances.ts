/** How much of something each key may use at once, and how soon it gets more. */
export type AllowanceSettings = {
  readonly atOnce: number;
  readonly oneEveryMs: number;
  /** Beyond this many keys the one used longest ago is forgotten, so that memory is bounded. */
  readonly maxKeys: number;
  readonly now: () => Date;
};

/** Takes one from a key's allowance. @returns 0 if there was one, otherwise the milliseconds until there is. */
export type TakeAllowance = (key: string) => number;

/** A token bucket for each key, which starts full and refills with time. */
export function createAllowances(settings: AllowanceSettings): TakeAllowance {
  const { atOnce, oneEveryMs, maxKeys, now } = settings;
  /** When each key's bucket will be full again. */
  const fullAt = new Map<string, number>();
  return (key) => {
    const nowMs = now().getTime();
    const fullWithThis = Math.max(fullAt.get(key) ?? 0, nowMs) + oneEveryMs;
    const waitMs = fullWithThis - nowMs - atOnce * oneEveryMs;
    if (waitMs > 0) return waitMs;
    fullAt.delete(key);
    fullAt.set(key, fullWithThis);
    const [oldest] = fullAt.keys();
    if (fullAt.size > maxKeys && oldest !== undefined) fullAt.delete(oldest);
    return 0;
  };
}
