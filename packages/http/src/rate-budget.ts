import { type Clock, systemClock } from './clock.ts';
import { createLocalSlots } from './local-slots.ts';
import { createRedisSlots } from './redis-slots.ts';
import type { RedisConnection } from './slot-commands.ts';
import type { Slot, Slots } from './slots.ts';

/** The shared rate limit of one API host, for all processes that use the same key. */
export type RateBudget = {
  /** Waits for this caller's turn. Rejects with the signal's reason, or with `HeldBackError` when the wait would be too long. */
  acquire(signal?: AbortSignal): Promise<void>;
  /** Reports an answer other than 429. */
  answered(): void;
  /**
   * Holds every process back for `waitMs`, also those with a turn already booked. `sentMsAgo` is given for a 429 that
   * means the pace is too high: the pace is lowered for all processes, unless the call was sent before they knew of an
   * earlier 429.
   */
  penalise(waitMs: number, sentMsAgo?: number): Promise<void>;
  /** Ends a penalty early, for a caller who knows better than the API said. The pace found so far is kept. */
  clear(): Promise<void>;
};

export type RateBudgetOptions = {
  /** null: the budget is for this process alone. */
  readonly redis: RedisConnection | null;
  /** One key for each host. */
  readonly key: string;
  /** Requests a second; 0: no limit of our own, but penalties still hold. */
  readonly maxRps: number;
  readonly clock?: Clock;
};

/** The API wants no requests for longer than a caller should wait. Leaves this package only as an `HttpError`. */
export class HeldBackError extends Error {
  override readonly name = 'HeldBackError';
  readonly restMs: number;

  constructor(restMs: number) {
    super(`the API wants no requests for another ${Math.ceil(restMs / 1000)} s`);
    this.restMs = restMs;
  }
}

/** A turn taken later than this has lapsed, so that a process that stood still does not send everything it had booked at once. */
const LATENESS_MS = 100;
/**
 * During a longer wait the caller checks this often whether its turn still holds. Besides, no timer can be set to more
 * than 24.8 days.
 */
const LOOK_AGAIN_MS = 5_000;
/** After a shorter wait the caller does not check for a penalty: one is as likely to come right afterwards. */
const BRIEF_MS = 5;
/** However long an API asks us to wait, it is tried again after this. */
const LONGEST_PENALTY_MS = 60 * 60_000;

/**
 * Allows at most `maxRps · (t + 1)` turns in any t seconds over all processes, and no more than the API accepts once it
 * has answered 429. Each caller books a slot in one Redis call and sleeps until then. While Redis is away every process
 * uses the whole rate by itself: too fast by the number of processes is better than standing still, and the API's own
 * 429s are still obeyed.
 */
export function createRateBudget({ redis, key, maxRps, clock = systemClock }: RateBudgetOptions): RateBudget {
  let answers = 0;
  const takeAnswered = (): number => {
    const taken = answers;
    answers = 0;
    return taken;
  };
  const local = createLocalSlots(maxRps, clock, takeAnswered);
  const shared = redis ? createRedisSlots(redis, key, maxRps, clock, takeAnswered) : null;

  const withFallback = async <T>(use: (slots: Slots) => Promise<T>): Promise<T> =>
    shared?.isUsable() ? use(shared).catch(() => use(local)) : use(local);
  /** `aside`: these slots are the local ones while the shared ones are in use. */
  const everywhere = async (act: (slots: Slots, aside: boolean) => Promise<void>): Promise<void> => {
    const used = await withFallback(async (slots) => {
      await act(slots, false);
      return slots;
    });
    if (used !== local) await act(local, true);
  };
  const penalties = (): Promise<string> => withFallback((slots) => slots.penalties());

  return {
    acquire: async (signal) => {
      for (;;) {
        signal?.throwIfAborted();
        const slot = await withFallback((slots) => slots.book());
        if (!slot.isBooked) throw new HeldBackError(slot.waitMs);
        const isTaken = await sleepUntilDue(slot, penalties, clock, signal);
        signal?.throwIfAborted();
        if (isTaken) return;
      }
    },
    answered: () => {
      answers += 1;
    },
    penalise: (wantedMs, sentMsAgo) => {
      const waitMs = Math.min(wantedMs, LONGEST_PENALTY_MS);
      // The pace that was too high is that of all processes, so only the shared slots lower theirs.
      return everywhere((slots, aside) => slots.penalise(waitMs, aside ? undefined : sentMsAgo));
    },
    clear: () => everywhere((slots) => slots.clear()),
  };
}

/** Waits for a turn. @returns false when the turn has lapsed, because it is taken too late or a penalty came in between. */
async function sleepUntilDue(
  slot: Slot,
  penalties: () => Promise<string>,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const dueAt = clock.now() + slot.waitMs;
  let restMs = slot.waitMs;
  while (restMs >= 1) {
    await clock.sleep(Math.min(restMs, LOOK_AGAIN_MS), signal).catch(() => signal?.throwIfAborted());
    restMs = dueAt - clock.now();
    if (slot.waitMs > BRIEF_MS && (await penalties()) !== slot.penalties) return false;
  }
  return restMs >= -LATENESS_MS;
}
