import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { toLoggedError } from './to-logged-error.ts';

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

/** One JSON object a line on stdout. What looks like a credential is removed whoever logs it. */
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
