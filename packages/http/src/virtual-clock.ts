import { EventEmitter, once } from 'node:events';
import type { Redis } from 'ioredis';
import type { Clock } from './clock.ts';

export type VirtualClock = Clock & {
  /**
   * Advances the time, from one wake-up to the next, whenever all works are asleep, until all are done or failed. Each
   * work may sleep only once at a time.
   * @returns the time in milliseconds at which each ended.
   */
  until(work: readonly Promise<unknown>[]): Promise<readonly number[]>;
};

type Sleeper = { readonly dueMs: number; readonly wake: () => void };

const KEY = 'virtual-clock';
const START_MS = 1_000_000;

/** A clock that stands still until a test advances it, for budgets of this process and, if given, of its Redis. */
export function createVirtualClock(redis: Redis | null = null): VirtualClock {
  const sleepers = new Set<Sleeper>();
  const changes = new EventEmitter();
  let nowMs = START_MS;

  const goOn = async (): Promise<void> => {
    const [next] = [...sleepers].toSorted((left, right) => left.dueMs - right.dueMs);
    if (!next) return;
    nowMs = next.dueMs;
    await redis?.set(KEY, nowMs * 1000);
    next.wake();
  };

  return {
    now: () => nowMs,
    lua: `local now = tonumber(redis.call('GET', '${KEY}') or '${START_MS * 1000}')`,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const wake = (): void => {
          sleepers.delete(sleeper);
          resolve();
        };
        const sleeper = { dueMs: nowMs + ms, wake };
        sleepers.add(sleeper);
        changes.emit('change');
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    until: async (work) => {
      const times = work.map(() => Number.NaN);
      let left = work.length;
      for (const [index, one] of work.entries()) {
        const end = (): void => {
          times[index] = nowMs;
          left -= 1;
          changes.emit('change');
        };
        one.then(end, end);
      }
      while (left > 0) {
        const change = once(changes, 'change');
        if (sleepers.size === left) await goOn();
        await change;
      }
      return times;
    },
  };
}
