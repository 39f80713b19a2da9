import { HttpError, type HttpErrorDetails } from '@z2q/http';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { redactUrlCredentials } from './redact-url-credentials.ts';

export type { Logger };

const CREDENTIALS = [
  'token',
  '*.token',
  'authorization',
  '*.authorization',
  'headers.authorization',
  '*.headers.authorization',
  'password',
  '*.password',
];

/** Logs one JSON object a line to stdout. Everything that looks like a credential is removed. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    name: service,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => toLoggedError(error) },
    redact: { paths: CREDENTIALS, censor: '[secret]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly details?: HttpErrorDetails;
  readonly stack?: string;
  readonly cause?: LoggedError;
};

/** An error may be its own cause, so the chain is cut. */
const MAX_CAUSES = 5;

/** The members of an error that may be logged. Others are left out: errors of ioredis contain the password that was sent. */
function toLoggedError(error: unknown, causes = MAX_CAUSES): LoggedError {
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
