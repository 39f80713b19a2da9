import { createCircuit } from './circuit.ts';
import type { Clock } from './clock.ts';
import { type RedisConnection, withSlotCommands } from './slot-commands.ts';
import { LONGEST_WAIT_MS, type Slot, type Slots, toPace } from './slots.ts';

/**
 * How long a Redis command may take before the local pace is used, and for how long it is used then. ioredis holds a
 * command until the connection is back, which takes too long for a turn.
 */
const CIRCUIT = { patienceMs: 1_000, restMs: 2_000 };
/** Connection states in which a command is answered soon, or waits for the first connection. */
const USABLE: ReadonlySet<string> = new Set(['ready', 'wait', 'connecting', 'connect']);

/**
 * Without a limit of our own only penalties matter, so a free slot is reused for this long. A penalty by another
 * process is noticed this much later.
 */
const FREE_MS = 100;

export type RedisSlots = Slots & { readonly isUsable: () => boolean };

/**
 * Slots shared by all processes, paced by the clock of Redis. `takeAnswered` returns the number of answers since it was
 * last called.
 */
export function createRedisSlots(
  connection: RedisConnection,
  key: string,
  maxRps: number,
  clock: Clock,
  takeAnswered: () => number,
): RedisSlots {
  const redis = withSlotCommands(connection, clock.lua);
  const { inTime, mayTry } = createCircuit({ ...CIRCUIT, now: clock.now });
  const { intervalUs, slackUs } = toPace(maxRps);

  const book = async (): Promise<SharedSlot> => {
    const booking = redis.bookTurn(key, intervalUs, slackUs, takeAnswered(), LONGEST_WAIT_MS * 1000);
    const [waitMs, penalties, isBooked, isFree] = await inTime(booking);
    return { waitMs, penalties, isBooked: isBooked === 1, isFree: isFree === 1 };
  };
  const shared = createSharedLook(book, clock);
  return {
    isUsable: () => USABLE.has(redis.status) && mayTry(),
    book: intervalUs === 0 ? shared.look : book,
    penalise: async (waitMs, sentMsAgo = -1) => {
      const answered = sentMsAgo < 0 ? 0 : takeAnswered();
      await inTime(redis.holdBack(key, intervalUs, slackUs, answered, Math.ceil(waitMs), sentMsAgo));
      shared.forget();
    },
    clear: async () => {
      await inTime(redis.letGo(key, intervalUs, slackUs));
      shared.forget();
    },
    penalties: async () => (await inTime(redis.hget(key, 'penalties'))) ?? '0',
  };
}

/** `isFree`: there is no limit, neither ours nor one found, so any number of calls may use the slot. */
type SharedSlot = Slot & { readonly isFree: boolean };

/** Where slots are free, one Redis call serves every caller of this process, also those of the next moment. */
function createSharedLook(book: () => Promise<SharedSlot>, clock: Clock) {
  let looking: Promise<SharedSlot> | undefined;
  let free: { readonly slot: Slot; readonly untilMs: number } | undefined;
  let isPaced = false;
  const lookAgain = async (): Promise<SharedSlot> => {
    const slot = await book();
    if (slot.isBooked) isPaced = !slot.isFree;
    free = slot.isFree && slot.waitMs === 0 ? { slot, untilMs: clock.now() + FREE_MS } : undefined;
    return slot;
  };
  const lookTogether = async (): Promise<Slot> => {
    const isFirst = looking === undefined;
    looking ??= lookAgain().finally(() => {
      looking = undefined;
    });
    const slot = await looking;
    // A paced turn belongs to the caller who booked it; the others book their own.
    return isFirst || slot.isFree || !slot.isBooked ? slot : lookAgain();
  };
  return {
    look: async (): Promise<Slot> => {
      if (free && clock.now() < free.untilMs) return free.slot;
      return isPaced ? lookAgain() : lookTogether();
    },
    forget: (): void => {
      free = undefined;
    },
  };
}
