import { setTimeout as delay } from 'node:timers/promises';

/** The time as a budget sees it, so that a test can control it. */
export type Clock = {
  /** Milliseconds since a fixed moment; never goes back. */
  now(): number;
  /** Rejects as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lua code that sets `now` to the time of Redis, in microseconds. */
  readonly lua: string;
};

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
  lua: `local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]`,
};
