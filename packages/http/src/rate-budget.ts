import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { createLocalSlots } from './local-slots.ts';
import { createRedisSlots } from './redis-slots.ts';
import type { Slots } from './slots.ts';

/** The right to call one API host, shared by every process that names the same key. */
export type RateBudget = {
  /** Waits for this caller's turn; rejects with the signal's reason. */
  acquire(signal?: AbortSignal): Promise<void>;
  /** Holds every process back for so long, also those with a turn already booked. */
  penalise(waitMs: number): Promise<void>;
};

export type RateBudgetOptions = {
  /** null: this process alone. */
  readonly redis: Redis | null;
  /** One a host. */
  readonly key: string;
  /** Requests a second; 0: no limit of ours, penalties still hold. */
  readonly maxRps: number;
};

/** A booked turn that is taken later than this has lapsed, so that a stalled process does not send all it had booked at once. */
const LATENESS_MS = 100;

/**
 * At most `maxRps · (t + 1)` turns in any t seconds over all processes. Each waiting caller books its slot in one call and sleeps
 * until then. While Redis is away every process keeps the whole rate by itself: too fast by the number of processes
 * beats standing still, and the API's own 429 is obeyed all the same.
 */
export function createRateBudget({ redis, key, maxRps }: RateBudgetOptions): RateBudget {
  const local = createLocalSlots(maxRps);
  const shared = redis ? createRedisSlots(redis, key, maxRps) : null;

  const withFallback = async <T>(use: (slots: Slots) => Promise<T>): Promise<T> =>
    shared?.isUsable() ? use(shared).catch(() => use(local)) : use(local);

  return {
    acquire: async (signal) => {
      for (;;) {
        signal?.throwIfAborted();
        const slot = await withFallback((slots) => slots.book());
        if (slot.waitMs === 0) return;
        const dueAt = performance.now() + slot.waitMs;
        await sleep(slot.waitMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
        const isLate = performance.now() - dueAt > LATENESS_MS;
        if (!isLate && (await withFallback((slots) => slots.penalties())) === slot.penalties) return;
      }
    },
    penalise: async (waitMs) => {
      await local.penalise(waitMs);
      await withFallback((slots) => (slots === local ? Promise.resolve() : slots.penalise(waitMs)));
    },
  };
}
