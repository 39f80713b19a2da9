import type { HttpCall } from './http-call.ts';
import { HttpError, type HttpErrorCode, type HttpErrorDetails, type Recovery } from './http-error.ts';

export type Failure = {
  readonly code: HttpErrorCode;
  readonly recovery: Recovery;
  readonly status?: number | null;
  readonly apiMessage?: string | null;
  readonly retryAfterMs?: number | null;
  /** What happened, completing "GET /path …". */
  readonly what: string;
  /** Only a code and a message: the errors of got carry the request's headers. */
  readonly cause?: Error;
};

export function toHttpError(call: HttpCall, failure: Failure): HttpError {
  const path = call.path.split('?', 1)[0] ?? call.path;
  const details: HttpErrorDetails = {
    code: failure.code,
    recovery: failure.recovery,
    side: call.side,
    method: call.method,
    path,
    status: failure.status ?? null,
    apiMessage: failure.apiMessage ?? null,
    retryAfterMs: failure.retryAfterMs ?? null,
  };
  const said = details.apiMessage ? `: ${details.apiMessage}` : '';
  const message = `${call.method} ${path} ${failure.what}${said}`;
  return new HttpError(message, details, failure.cause ? { cause: failure.cause } : undefined);
}
