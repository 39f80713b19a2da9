import { setTimeout as delay } from 'node:timers/promises';

/** Time as a budget sees it, so that a test can let it pass by itself. */
export type Clock = {
  /** Milliseconds since some moment; they never go back. */
  now(): number;
  /** Rejects as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lua that puts the time of Redis, in microseconds, into `now`. */
  readonly lua: string;
};

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
  lua: `local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]`,
};
