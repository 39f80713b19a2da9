import type { Redis } from 'ioredis';
import { type Slot, type Slots, toPace } from './slots.ts';

/** How long a command may take before the local pace is used instead. */
const PATIENCE_MS = 1_000;
/** States in which a command is answered soon, or queued for a connection that is being made for the first time. */
const USABLE: ReadonlySet<string> = new Set(['ready', 'wait', 'connecting', 'connect']);

/** Without a limit of ours only a penalty matters, and another process's is heard of this much later. */
const FREE_MS = 100;

const NOW = `local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
`;

const BOOK = `${NOW}
local interval, slack = tonumber(ARGV[1]), tonumber(ARGV[2])
local state = redis.call('HMGET', KEYS[1], 'next', 'blocked', 'penalties')
local earliest = math.max(now, tonumber(state[2] or '0'))
local slot = earliest
if interval > 0 then
  local planned = math.max(tonumber(state[1] or '0'), earliest)
  slot = math.max(planned - slack, earliest)
  redis.call('HSET', KEYS[1], 'next', string.format('%.0f', planned + interval))
  redis.call('PEXPIRE', KEYS[1], math.ceil((planned + interval - now) / 1000) + 60000)
end
return { math.ceil((slot - now) / 1000), state[3] or '0' }`;

const PENALISE = `${NOW}
local slack, wait = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000
local state = redis.call('HMGET', KEYS[1], 'next', 'blocked')
local blocked = math.max(tonumber(state[2] or '0'), now + wait)
local following = math.max(tonumber(state[1] or '0'), blocked + slack)
redis.call('HSET', KEYS[1], 'blocked', string.format('%.0f', blocked), 'next', string.format('%.0f', following))
redis.call('HINCRBY', KEYS[1], 'penalties', 1)
redis.call('PEXPIRE', KEYS[1], math.ceil((following - now) / 1000) + 60000)`;

export type RedisSlots = Slots & { readonly isUsable: () => boolean };

/** Slots of all processes, paced by the clock of Redis: the clocks of the hosts need not agree. */
export function createRedisSlots(redis: Redis, key: string, maxRps: number): RedisSlots {
  const { intervalUs, slackUs } = toPace(maxRps);
  let free: { readonly slot: Slot; readonly untilMs: number } | undefined;
  return {
    isUsable: () => USABLE.has(redis.status),
    book: async () => {
      if (free && performance.now() < free.untilMs) return free.slot;
      const slot = toSlot(await inTime(redis.eval(BOOK, 1, key, intervalUs, slackUs)));
      const isFree = intervalUs === 0 && slot.waitMs === 0;
      free = isFree ? { slot, untilMs: performance.now() + FREE_MS } : undefined;
      return slot;
    },
    penalise: async (waitMs) => {
      free = undefined;
      await inTime(redis.eval(PENALISE, 1, key, slackUs, Math.ceil(waitMs)));
    },
    penalties: async () => (await inTime(redis.hget(key, 'penalties'))) ?? '0',
  };
}

function toSlot(answer: unknown): Slot {
  const [waitMs, penalties] = answer as [number, string];
  return { waitMs, penalties };
}

/** ioredis keeps a command until the connection is back, for as long as that takes: too long for a turn. */
async function inTime<T>(command: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('Redis did not answer in time')), PATIENCE_MS).unref();
  command.catch(() => {});
  try {
    return await Promise.race([command, promise]);
  } finally {
    clearTimeout(timer);
  }
}
