import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from './backoff.ts';
import type { HttpCall } from './http-call.ts';
import { HttpError } from './http-error.ts';
import type { RateBudget } from './rate-budget.ts';
import { LONGEST_WAIT_MS } from './slots.ts';
import { toCancelled } from './transport-failure.ts';

/** How often and how long a client retries before it leaves a failure to its caller. */
export type RetryPolicy = {
  /** Most attempts of one request, not counting throttled ones. */
  readonly attempts: number;
  /** The same for requests that time out, which cost the whole time-out each. */
  readonly timeouts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** How long 429 answers may delay one call. */
  readonly maxThrottleMs: number;
};

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attempts: 5,
  timeouts: 2,
  baseMs: 250,
  capMs: 8_000,
  maxThrottleMs: 15 * 60_000,
};

type Means = { readonly budget: RateBudget; readonly policy: RetryPolicy };

/** A 429 without a waiting time starts with a delay of up to this. */
const THROTTLE_BASE_MS = 1_000;
const THROTTLE_CAP_MS = 60_000;

/**
 * Sends until there is an answer. A request is sent again if it certainly was not applied, or may be applied twice. A
 * 429 holds back the whole budget and costs no attempt; one that asks for a long pause is thrown, as are all other
 * errors. `send` calls `onTurn` when it has its turn.
 */
export async function sendUntilDone<T>(
  call: HttpCall,
  send: (onTurn: () => void) => Promise<T>,
  means: Means,
): Promise<T> {
  const waitAfter = createPatience(call, means);
  for (;;) {
    let sentAt = performance.now();
    try {
      return await send(() => {
        sentAt = performance.now();
      });
    } catch (error) {
      await waitAfter(error, sentAt);
    }
  }
}

/** Waits as long as a failure asks for, or throws it when no retry is left. */
function createPatience(
  call: HttpCall,
  { budget, policy }: Means,
): (error: unknown, sentAt: number) => Promise<void> {
  const giveUpThrottledAt = performance.now() + policy.maxThrottleMs;
  let failures = 0;
  let timeouts = 0;
  let throttles = 0;

  const afterThrottle = async (error: HttpError, sentAt: number): Promise<void> => {
    throttles += 1;
    const waitMs = error.details.retryAfterMs ?? throttleMs(throttles);
    // Without a status it was the budget that held the call back.
    if (error.details.status !== null) {
      // A long pause comes from a quota and says nothing about the pace.
      await (waitMs > LONGEST_WAIT_MS
        ? budget.penalise(waitMs)
        : budget.penalise(waitMs, performance.now() - sentAt));
    }
    if (waitMs > LONGEST_WAIT_MS || performance.now() + waitMs > giveUpThrottledAt) throw error;
  };

  const afterFailure = async (error: HttpError): Promise<void> => {
    failures += 1;
    // A 408 is an answer, which costs no time-out.
    if (error.code === 'timeout' && error.details.status === null) timeouts += 1;
    const isSpent = failures >= policy.attempts || timeouts >= policy.timeouts;
    if (!isWorthRetrying(error) || isSpent) throw error;
    await pause(call, Math.min(error.details.retryAfterMs ?? backoffMs(failures, policy), policy.capMs));
  };

  return async (error, sentAt) => {
    if (!(error instanceof HttpError)) throw error;
    await (error.code === 'throttled' ? afterThrottle(error, sentAt) : afterFailure(error));
  };
}

const isWorthRetrying = (error: HttpError): boolean =>
  error.recovery === 'retry' && error.code !== 'cancelled';

/** Half of the delay is fixed, so that a throttled host is never called again at once. */
function throttleMs(throttles: number): number {
  const ceilingMs = Math.min(THROTTLE_CAP_MS, THROTTLE_BASE_MS * 2 ** Math.min(throttles - 1, 10));
  return Math.ceil((ceilingMs * (1 + Math.random())) / 2);
}

async function pause(call: HttpCall, waitMs: number): Promise<void> {
  await sleep(waitMs, undefined, { signal: call.signal }).catch(() => {
    throw toCancelled(call, 'retry');
  });
}
