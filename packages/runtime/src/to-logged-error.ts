import { HttpError, type HttpErrorDetails } from '@z2q/http';
import { redactUrlCredentials } from './redact-url-credentials.ts';

export type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly details?: HttpErrorDetails;
  readonly stack?: string;
  readonly cause?: LoggedError;
};

/** An error may be its own cause; nobody reads further than this. */
const MAX_CAUSES = 5;

/** What of an error may be logged. Its other members stay out: those of ioredis name the password that was sent. */
export function toLoggedError(error: unknown, causes = MAX_CAUSES): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: redactUrlCredentials(String(error)) };
  return {
    type: error.name,
    message: redactUrlCredentials(error.message),
    ...('code' in error ? { code: error.code } : {}),
    ...(error instanceof HttpError ? { details: error.details } : {}),
    ...(error.stack ? { stack: redactUrlCredentials(error.stack) } : {}),
    ...(error.cause === undefined || causes === 0 ? {} : { cause: toLoggedError(error.cause, causes - 1) }),
  };
}
