/** How much of something each key may have at once, and how soon more of it. */
export type AllowanceSettings = {
  readonly atOnce: number;
  readonly oneEveryMs: number;
  /** The key that was seen longest ago is forgotten for one more, so that memory is bounded. */
  readonly maxKeys: number;
  readonly now: () => Date;
};

/** Takes one of a key's allowance: 0 when there was one, else the milliseconds until there is. */
export type TakeAllowance = (key: string) => number;

/** A bucket for each key, which is full at first and fills again while it is left alone. */
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
