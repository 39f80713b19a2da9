import type { HttpCall, HttpMethod } from './http-call.ts';
import { HttpError, type HttpErrorCode } from './http-error.ts';
import { HeldBackError, type RateBudget } from './rate-budget.ts';
import { createSemaphore } from './semaphore.ts';
import { askSendGuard } from './send-guard.ts';
import { type RetryPolicy, sendUntilDone } from './send-until-done.ts';
import { toHttpError } from './to-http-error.ts';
import { toCancelled } from './transport-failure.ts';

export type Sent<T> = {
  readonly status: number;
  readonly value: T;
  /** Requests left this month, according to the answer. */
  readonly quotaLeft: number | null;
  /** Resolves when the request is no longer in flight; absent: it is over already. */
  readonly occupiedUntil?: Promise<void>;
};

/** One request that was sent, whatever its outcome. Its duration does not include the wait for a turn. */
export type HttpObservation = {
  readonly side: 'source' | 'target';
  readonly method: HttpMethod;
  readonly route: string;
  /** null: no answer. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly outcome: 'ok' | HttpErrorCode;
  /** Requests left this month, if a successful answer says so. */
  readonly quotaLeft: number | null;
};

/** A request begins to be in flight (1) or ends (-1). */
export type HttpFlight = { readonly side: 'source' | 'target'; readonly by: 1 | -1 };

export type Requester = <T>(call: HttpCall, send: () => Promise<Sent<T>>) => Promise<T>;

export type RequesterOptions = {
  readonly concurrency: number;
  readonly budget: RateBudget;
  readonly policy: RetryPolicy;
  readonly onCall?: ((observation: HttpObservation) => void) | undefined;
  readonly onFlight?: ((flight: HttpFlight) => void) | undefined;
};

/** Gives each request a place in flight and a turn in the budget, reports its outcome, and repeats what may be sent again. */
export function createRequester({
  concurrency,
  budget,
  policy,
  onCall,
  onFlight,
}: RequesterOptions): Requester {
  const places = createSemaphore(concurrency);
  const takeOff = ({ side }: HttpCall): (() => void) => {
    onFlight?.({ side, by: 1 });
    return () => onFlight?.({ side, by: -1 });
  };

  const tell = (observation: HttpObservation): void => {
    if (observation.status !== null && observation.status !== 429) budget.answered();
    onCall?.(observation);
  };

  const sendOnce = async <T>(
    call: HttpCall,
    send: () => Promise<Sent<T>>,
    onTurn: () => void,
  ): Promise<T> => {
    const release = await beforeSending(call, () => places.acquire(call.signal));
    let land = release;
    try {
      await beforeSending(call, () => budget.acquire(call.signal));
      askSendGuard();
      onTurn();
      const arrive = takeOff(call);
      land = () => {
        arrive();
        release();
      };
      const sent = await observed(call, send, tell);
      if (sent.occupiedUntil) void sent.occupiedUntil.finally(land);
      else land();
      return sent.value;
    } catch (error) {
      land();
      throw error;
    }
  };

  return (call, send) => sendUntilDone(call, (onTurn) => sendOnce(call, send, onTurn), { budget, policy });
}

async function beforeSending<T>(call: HttpCall, wait: () => Promise<T>): Promise<T> {
  try {
    return await wait();
  } catch (error) {
    if (call.signal?.aborted) throw toCancelled(call, 'retry');
    throw error instanceof HeldBackError ? toThrottled(call, error) : error;
  }
}

const toThrottled = (call: HttpCall, { message, restMs }: HeldBackError): HttpError =>
  toHttpError(call, {
    code: 'throttled',
    recovery: 'throttle',
    retryAfterMs: restMs,
    what: `was not sent: ${message}`,
  });

async function observed<T>(
  call: HttpCall,
  send: () => Promise<Sent<T>>,
  tell: (observation: HttpObservation) => void,
): Promise<Sent<T>> {
  const startedAt = performance.now();
  const observe = (answer: Pick<HttpObservation, 'status' | 'outcome' | 'quotaLeft'>): void => {
    const durationMs = performance.now() - startedAt;
    tell({ side: call.side, method: call.method, route: call.route, durationMs, ...answer });
  };
  try {
    const sent = await send();
    observe({ status: sent.status, outcome: 'ok', quotaLeft: sent.quotaLeft });
    return sent;
  } catch (error) {
    if (error instanceof HttpError)
      observe({ status: error.details.status, outcome: error.code, quotaLeft: null });
    throw error;
  }
}
