import { type Logger, pino } from 'pino';

export type { Logger };

/** One JSON object a line on stdout. What looks like a credential is removed whoever logs it. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    name: service,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'token',
        '*.token',
        'authorization',
        '*.authorization',
        'headers.authorization',
        '*.headers.authorization',
        'password',
        '*.password',
      ],
      censor: '[secret]',
    },
  });
}
