/** What a budget needs of a Redis connection. One of ioredis fits; who shares no budget needs no client of Redis. */
export type RedisConnection = {
  readonly status: string;
  defineCommand(name: string, script: { readonly numberOfKeys: number; readonly lua: string }): void;
  hget(key: string, field: string): Promise<string | null>;
};

/** What budgets ask of Redis. Times are those of its clock, in microseconds, so the clocks of the hosts need not agree. */
export type SlotCommands = {
  bookTurn(
    key: string,
    intervalUs: number,
    slackUs: number,
    longestWaitUs: number,
  ): Promise<readonly [waitMs: number, penalties: string, isBooked: 0 | 1]>;
  holdBack(key: string, slackUs: number, waitMs: number): Promise<unknown>;
  letGo(key: string, slackUs: number): Promise<unknown>;
  lookAtTurns(key: string): Promise<readonly [nextInUs: number, blockedForUs: number]>;
};

const SCRIPTS: Readonly<Record<keyof SlotCommands, string>> = {
  bookTurn: `
local interval, slack, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local state = redis.call('HMGET', KEYS[1], 'next', 'blocked', 'penalties')
local earliest = math.max(now, tonumber(state[2] or '0'))
if earliest - now > longest then
  return { math.ceil((earliest - now) / 1000), state[3] or '0', 0 }
end
local slot = earliest
if interval > 0 then
  local planned = math.max(tonumber(state[1] or '0'), earliest)
  slot = math.max(planned - slack, earliest)
  redis.call('HSET', KEYS[1], 'next', string.format('%.0f', planned + interval))
  redis.call('PEXPIRE', KEYS[1], math.ceil((planned + interval - now) / 1000) + 60000)
end
return { math.ceil((slot - now) / 1000), state[3] or '0', 1 }`,

  holdBack: `
local slack, wait = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000
local state = redis.call('HMGET', KEYS[1], 'next', 'blocked')
local blocked = math.max(tonumber(state[2] or '0'), now + wait)
local following = math.max(tonumber(state[1] or '0'), blocked + slack)
redis.call('HSET', KEYS[1], 'blocked', string.format('%.0f', blocked), 'next', string.format('%.0f', following))
redis.call('HINCRBY', KEYS[1], 'penalties', 1)
redis.call('PEXPIRE', KEYS[1], math.ceil((following - now) / 1000) + 60000)`,

  letGo: `
local following = now + tonumber(ARGV[1])
redis.call('HDEL', KEYS[1], 'blocked')
redis.call('HSET', KEYS[1], 'next', string.format('%.0f', following))
redis.call('HINCRBY', KEYS[1], 'penalties', 1)
redis.call('PEXPIRE', KEYS[1], math.ceil((following - now) / 1000) + 60000)`,

  lookAtTurns: `
local state = redis.call('HMGET', KEYS[1], 'next', 'blocked')
return { math.max(0, tonumber(state[1] or '0') - now), math.max(0, tonumber(state[2] or '0') - now) }`,
};

/** The scripts become commands of the connection, which sends the text of each only once. `clock` puts the time into `now`. */
export function withSlotCommands(redis: RedisConnection, clock: string): RedisConnection & SlotCommands {
  for (const [name, script] of Object.entries(SCRIPTS))
    redis.defineCommand(name, { numberOfKeys: 1, lua: `${clock}${script}` });
  return redis as RedisConnection & SlotCommands;
}
