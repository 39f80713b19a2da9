import { type Answer, textOf } from './answer.ts';
import type { HttpCall } from './http-call.ts';
import type { HttpError, HttpErrorCode, Recovery } from './http-error.ts';
import { readApiMessage } from './read-api-message.ts';
import { readQuotaLeft } from './read-quota-left.ts';
import { readRetryAfter } from './read-retry-after.ts';
import { toHttpError } from './to-http-error.ts';

const REFUSALS: Readonly<Record<number, HttpErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  410: 'not_found',
  413: 'too_large',
};

/** Turns an answer without success into an error that says what to do about it. */
export function toAnswerFailure(
  call: HttpCall,
  answer: Answer,
  secrets: Readonly<Record<string, string>>,
): HttpError {
  return toHttpError(call, {
    ...classify(call, answer),
    status: answer.status,
    apiMessage: readApiMessage(textOf(answer), secrets),
    retryAfterMs: readRetryAfter(answer.headers['retry-after'], Date.now(), answer.headers.date),
    what: `answered ${answer.status}`,
  });
}

function classify(call: HttpCall, { status, headers }: Answer): { code: HttpErrorCode; recovery: Recovery } {
  if (status === 429) {
    return { code: readQuotaLeft(headers) === 0 ? 'quota_exhausted' : 'throttled', recovery: 'throttle' };
  }
  if (status >= 500 || status === 408)
    return { code: codeOfServerError(status), recovery: whenUnclear(call) };
  // Sent by a proxy for an http address: the API has not seen the request.
  if (status === 407) return { code: 'unreachable', recovery: 'retry' };
  if (status >= 400) return { code: REFUSALS[status] ?? 'refused', recovery: 'give-up' };
  if (status >= 300) return { code: 'bad_answer', recovery: whenSettled(call) };
  return { code: 'bad_answer', recovery: whenUnclear(call) };
}

const codeOfServerError = (status: number): HttpErrorCode => (status === 408 ? 'timeout' : 'server_error');

/** A write that may have been applied must not be sent again before the target was searched for its result. */
export const whenUnclear = (call: Pick<HttpCall, 'isSafe'>): Recovery => (call.isSafe ? 'retry' : 'in-doubt');

/** For an answer that would be the same the next time, but does not say whether its write was applied. */
export const whenSettled = (call: Pick<HttpCall, 'isSafe'>): Recovery =>
  call.isSafe ? 'give-up' : 'in-doubt';
