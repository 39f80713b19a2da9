import { PACING, RETURN_S } from './found-pace.ts';

/** What a budget needs of a Redis connection. An ioredis client fits; a process without a shared budget needs no Redis client. */
export type RedisConnection = {
  readonly status: string;
  defineCommand(name: string, script: { readonly numberOfKeys: number; readonly lua: string }): void;
  hget(key: string, field: string): Promise<string | null>;
};

/** The Redis commands of a budget. Times come from the clock of Redis, in microseconds, so the clocks of the hosts may differ. */
export type SlotCommands = {
  bookTurn(
    key: string,
    intervalUs: number,
    slackUs: number,
    answered: number,
    longestWaitUs: number,
  ): Promise<readonly [waitMs: number, penalties: string, isBooked: 0 | 1, isFree: 0 | 1]>;
  /** `sentMsAgo`: negative for a penalty that says nothing about the pace. */
  holdBack(
    key: string,
    intervalUs: number,
    slackUs: number,
    answered: number,
    waitMs: number,
    sentMsAgo: number,
  ): Promise<unknown>;
  letGo(key: string, intervalUs: number, slackUs: number): Promise<unknown>;
  /** The interval and the slack returned are those of the present pace. */
  lookAtTurns(
    key: string,
    intervalUs: number,
    slackUs: number,
  ): Promise<readonly [nextInUs: number, blockedForUs: number, intervalUs: number, slackUs: number]>;
};

/** A pace is remembered for a day after it was last used, everything else for a minute. */
const MEMORY_MS = { pace: 86_400_000, rest: 60_000 };

/** The algorithm of `found-pace.ts`, on the state in Redis. */
const STATE = `
local names = { 'next', 'blocked', 'top', 'grown', 'spent', 'answered', 'seen', 'vain', 'before', 'deaf' }
local stored = redis.call('HMGET', KEYS[1], 'penalties', unpack(names))
local state = {}
for index, name in ipairs(names) do state[name] = tonumber(stored[index + 1] or '0') end
local configured, slack = tonumber(ARGV[1]), tonumber(ARGV[2])
local function slackNow() return state.top > 0 and ${PACING.slackUs} or slack end
local function intervalNow()
  if state.top == 0 then return configured end
  local rps = state.top * (1 + ${PACING.steepness} * (state.grown / 1e6 - ${RETURN_S}) ^ 3)
  return math.max(configured, math.floor(1e6 / math.max(rps, ${PACING.lowestRps}) + 0.5))
end
local function passTime(answered)
  local seen = state.seen > 0 and state.seen or now
  local paused = math.max(0, math.min(now, state.blocked) - seen)
  local ran = math.min(${PACING.lullUs}, math.max(0, now - math.max(seen, state.blocked)))
  local fade = state.spent > ${PACING.windowUs} and 0.5 or 1
  state.spent = state.spent * fade + paused + ran
  state.answered = state.answered * fade + answered
  state.seen = math.max(seen, now)
  return ran
end
local function cutPace()
  if state.answered < ${PACING.evidence} or state.spent < ${PACING.briefestUs} or now < state.deaf then return end
  local current = intervalNow()
  local top = state.answered / (state.spent / 1e6)
  if current > 0 then top = math.min(top, 1e6 / current) end
  local isVain = state.vain > 0 and state.grown < ${PACING.vainUs}
  if not isVain then state.before = state.top > 0 and current > 0 and 1e6 / current or 0 end
  state.spent, state.answered = 0, 0
  if isVain and state.vain >= ${PACING.vainCuts} then
    state.top, state.grown, state.vain = state.before, ${Math.round(RETURN_S * 1e6)}, 0
    state.deaf = now + ${PACING.deafUs}
  else
    state.top, state.grown = math.max(top, ${PACING.lowestRps}), 0
    state.vain = isVain and state.vain + 1 or 1
  end
end
local function save()
  local pairs = {}
  for _, name in ipairs(names) do
    pairs[#pairs + 1] = name
    pairs[#pairs + 1] = string.format('%.17g', state[name])
  end
  redis.call('HSET', KEYS[1], unpack(pairs))
  local rest = math.ceil((math.max(state.next, state.blocked, now) - now) / 1000) + ${MEMORY_MS.rest}
  redis.call('PEXPIRE', KEYS[1], state.top > 0 and ${MEMORY_MS.pace} or rest)
end`;

const SCRIPTS: Readonly<Record<keyof SlotCommands, string>> = {
  bookTurn: `
local penalties = stored[1] or '0'
local earliest = math.max(now, state.blocked)
if earliest - now > tonumber(ARGV[4]) then
  return { math.ceil((earliest - now) / 1000), penalties, 0, 0 }
end
local ran = passTime(tonumber(ARGV[3]))
local interval = intervalNow()
local slot = earliest
if interval > 0 then
  local planned = math.max(state.next, earliest)
  slot = math.max(planned - slackNow(), earliest)
  if slot > earliest then state.grown = state.grown + ran end
  state.next = planned + interval
end
save()
return { math.ceil((slot - now) / 1000), penalties, 1, interval == 0 and 1 or 0 }`,

  holdBack: `
local sentAgo = tonumber(ARGV[5])
if sentAgo >= 0 then
  passTime(tonumber(ARGV[3]))
  if now - sentAgo * 1000 >= state.blocked then cutPace() end
end
state.blocked = math.max(state.blocked, now + tonumber(ARGV[4]) * 1000)
if sentAgo < 0 then state.seen = math.max(state.seen, state.blocked) end
state.next = state.blocked + slackNow()
redis.call('HINCRBY', KEYS[1], 'penalties', 1)
save()`,

  letGo: `
state.blocked, state.seen = 0, 0
state.next = now + slackNow()
redis.call('HINCRBY', KEYS[1], 'penalties', 1)
save()`,

  lookAtTurns: `
return { math.max(0, state.next - now), math.max(0, state.blocked - now), intervalNow(), slackNow() }`,
};

/**
 * Defines the scripts as commands of the connection, which sends the text of each only once. `clock` is the Lua code
 * that sets `now`.
 */
export function withSlotCommands(redis: RedisConnection, clock: string): RedisConnection & SlotCommands {
  for (const [name, script] of Object.entries(SCRIPTS))
    redis.defineCommand(name, { numberOfKeys: 1, lua: `${clock}${STATE}${script}` });
  return redis as RedisConnection & SlotCommands;
}
