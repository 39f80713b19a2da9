import { createCircuit } from './circuit.ts';
import type { Clock } from './clock.ts';
import { type RedisConnection, withSlotCommands } from './slot-commands.ts';
import { LONGEST_WAIT_MS, type Slot, type Slots, toPace } from './slots.ts';

/**
 * How long a command may take before the local pace is used instead, and for how long then. ioredis keeps a command until the
 * connection is back, for as long as that takes: too long for a turn.
 */
const CIRCUIT = { patienceMs: 1_000, restMs: 2_000 };
/** States in which a command is answered soon, or queued for a connection that is being made for the first time. */
const USABLE: ReadonlySet<string> = new Set(['ready', 'wait', 'connecting', 'connect']);

/** Without a limit of ours only a penalty matters, and another process's is heard of this much later. */
const FREE_MS = 100;

export type RedisSlots = Slots & { readonly isUsable: () => boolean };

/** Slots of all processes, paced by the clock of Redis. */
export function createRedisSlots(
  connection: RedisConnection,
  key: string,
  maxRps: number,
  clock: Clock,
): RedisSlots {
  const redis = withSlotCommands(connection, clock.lua);
  const { inTime, mayTry } = createCircuit({ ...CIRCUIT, now: clock.now });
  const { intervalUs, slackUs } = toPace(maxRps);

  const book = async (): Promise<Slot> => {
    const booking = redis.bookTurn(key, intervalUs, slackUs, LONGEST_WAIT_MS * 1000);
    const [waitMs, penalties, isBooked] = await inTime(booking);
    return { waitMs, penalties, isBooked: isBooked === 1 };
  };
  const shared = createSharedLook(book, clock);
  return {
    isUsable: () => USABLE.has(redis.status) && mayTry(),
    book: intervalUs === 0 ? shared.look : book,
    penalise: async (waitMs) => {
      await inTime(redis.holdBack(key, slackUs, Math.ceil(waitMs)));
      shared.forget();
    },
    clear: async () => {
      await inTime(redis.letGo(key, slackUs));
      shared.forget();
    },
    penalties: async () => (await inTime(redis.hget(key, 'penalties'))) ?? '0',
  };
}

/** Where turns are free for all, one look tells every caller of this process, also those of the next moment. */
function createSharedLook(book: () => Promise<Slot>, clock: Clock) {
  let looking: Promise<Slot> | undefined;
  let free: { readonly slot: Slot; readonly untilMs: number } | undefined;
  const lookAgain = async (): Promise<Slot> => {
    const slot = await book();
    free = slot.waitMs === 0 ? { slot, untilMs: clock.now() + FREE_MS } : undefined;
    return slot;
  };
  return {
    look: async (): Promise<Slot> => {
      if (free && clock.now() < free.untilMs) return free.slot;
      looking ??= lookAgain().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    forget: (): void => {
      free = undefined;
    },
  };
}
