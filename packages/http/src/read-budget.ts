import { type Clock, systemClock } from './clock.ts';
import { type RedisConnection, withSlotCommands } from './slot-commands.ts';
import { toPace } from './slots.ts';

/** The present state of a budget, over all processes. */
export type BudgetReading = {
  /** Requests that would be allowed at once; null: there is no limit, neither ours nor one found. */
  readonly left: number | null;
  /** How much longer the API wants no requests. */
  readonly heldBackMs: number;
  /** How long a request that asks for a turn now would wait. */
  readonly waitMs: number;
};

export type BudgetReadingOptions = {
  readonly redis: RedisConnection;
  /** The key of the budget. */
  readonly key: string;
  readonly maxRps: number;
  readonly clock?: Clock;
};

/** Reads a budget without taking a turn. Rejects if Redis does not answer. */
export async function readBudget({
  redis,
  key,
  maxRps,
  clock = systemClock,
}: BudgetReadingOptions): Promise<BudgetReading> {
  const configured = toPace(maxRps);
  const commands = withSlotCommands(redis, clock.lua);
  const looked = await commands.lookAtTurns(key, configured.intervalUs, configured.slackUs);
  const [nextInUs, blockedForUs, intervalUs, slackUs] = looked;
  const heldBackMs = Math.ceil(blockedForUs / 1000);
  if (intervalUs === 0) return { left: null, heldBackMs, waitMs: heldBackMs };
  const waitUs = Math.max(nextInUs - slackUs, blockedForUs, 0);
  const left = waitUs > 0 ? 0 : Math.floor((slackUs - nextInUs) / intervalUs) + 1;
  return { left, heldBackMs, waitMs: Math.ceil(waitUs / 1000) };
}
