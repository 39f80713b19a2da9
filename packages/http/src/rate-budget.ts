import { type Clock, systemClock } from './clock.ts';
import { createLocalSlots } from './local-slots.ts';
import { createRedisSlots } from './redis-slots.ts';
import type { RedisConnection } from './slot-commands.ts';
import type { Slot, Slots } from './slots.ts';

/** The right to call one API host, shared by every process that names the same key. */
export type RateBudget = {
  /** Waits for this caller's turn; rejects with the signal's reason, or with `HeldBackError` when it would be for too long. */
  acquire(signal?: AbortSignal): Promise<void>;
  /** Tells that the API took a call, whatever it answered but a 429. */
  answered(): void;
  /**
   * Holds every process back for so long, also those with a turn already booked. `sentMsAgo`, of a 429: the pace was too high, and is
   * lowered for all unless the call was sent before they knew of an earlier one.
   */
  penalise(waitMs: number, sentMsAgo?: number): Promise<void>;
  /** Forgets a penalty, for whoever knows better than the API said. What pace the API takes stays known. */
  clear(): Promise<void>;
};

export type RateBudgetOptions = {
  /** null: this process alone. */
  readonly redis: RedisConnection | null;
  /** One a host. */
  readonly key: string;
  /** Requests a second; 0: no limit of ours, penalties still hold. */
  readonly maxRps: number;
  readonly clock?: Clock;
};

/** An API wants no requests for longer than a caller should wait for its turn. Leaves this package as an `HttpError` only. */
export class HeldBackError extends Error {
  override readonly name = 'HeldBackError';
  readonly restMs: number;

  constructor(restMs: number) {
    super(`the API wants no requests for another ${Math.ceil(restMs / 1000)} s`);
    this.restMs = restMs;
  }
}

/** A booked turn that is taken later than this has lapsed, so that a stalled process does not send all it had booked at once. */
const LATENESS_MS = 100;
/** Of a longer wait, callers look so often whether it is still called for; a timer also could not be set to more than 24.8 days. */
const LOOK_AGAIN_MS = 5_000;
/** After a shorter wait nobody asks whether a penalty came in between: it is as likely to come right after. */
const BRIEF_MS = 5;
/** However far away the time that an API names, it is asked again after so long. */
const LONGEST_PENALTY_MS = 60 * 60_000;

/**
 * At most `maxRps · (t + 1)` turns in any t seconds over all processes, and no more than the API was found to take once it has answered
 * 429. Each waiting caller books its slot in one call and sleeps until then. While Redis is away every process keeps the whole rate by itself: too fast by the number of processes
 * beats standing still, and the API's own 429 is obeyed all the same.
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
  /** `aside` is for the slots of this process alone while those of all are in use. */
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
      // Too high was the pace of all processes, of which this one by itself knows nothing.
      return everywhere((slots, aside) => slots.penalise(waitMs, aside ? undefined : sentMsAgo));
    },
    clear: () => everywhere((slots) => slots.clear()),
  };
}

/** Whether the turn may be taken when it is due; it has lapsed when this was late, or when a penalty came in between. */
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
