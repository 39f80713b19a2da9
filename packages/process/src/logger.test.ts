import { HttpError } from '@z2q/http';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

/** The log line of an error, logged by a child logger as for batches. */
function logged(error: unknown): { readonly line: string; readonly err: Record<string, unknown> } {
  let line = '';
  const log = createLogger('test', 'info', {
    write: (text) => {
      line += text;
    },
  });
  log.child({ runId: 'r' }).warn({ err: error }, 'went wrong');
  return { line, err: JSON.parse(line).err };
}

test('an error is logged with its code and causes, and none of its other members', () => {
  const refused = Object.assign(new Error('WRONGPASS'), {
    command: { name: 'hello', args: ['3', 'AUTH', 'default', 'sekret'] },
  });
  const error = Object.assign(new TypeError('no broker', { cause: refused }), { code: 'EBROKER', host: 'h' });

  const { line, err } = logged(error);

  expect(err).toEqual({
    type: 'TypeError',
    message: 'no broker',
    code: 'EBROKER',
    stack: error.stack,
    cause: { type: 'Error', message: 'WRONGPASS', stack: refused.stack },
  });
  expect(line).not.toContain('sekret');
});

test('a failed call is logged with its details', () => {
  const details = {
    code: 'throttled',
    recovery: 'throttle',
    side: 'target',
    method: 'GET',
    path: '/things',
    status: 429,
    apiMessage: null,
    retryAfterMs: 5_000,
  } as const;

  const { err } = logged(new HttpError('GET /things answered 429', details));

  expect(err).toMatchObject({ type: 'HttpError', code: 'throttled', details });
});

test.each([
  ['redis://:sekret@host:6379/0 is away', 'redis://[secret]@host:6379/0 is away'],
  [
    'rediss://me:p@ss@host, https://u:p@x.example/y?z=a@b',
    'rediss://[secret]@host, https://[secret]@x.example/y?z=a@b',
  ],
  ['mail jane@example.com, see https://example.com', 'mail jane@example.com, see https://example.com'],
])('in %s no credentials are logged', (message, expected) => {
  const error = new Error(message);

  const { err } = logged(error);

  expect(err.message).toBe(expected);
  expect(err.stack).toContain(expected);
});

test('an error that is its own cause, and what is no error, can be logged', () => {
  const circular = new Error('round');
  circular.cause = circular;

  expect(logged(circular).err).toMatchObject({ message: 'round', cause: { message: 'round' } });
  expect(logged('redis://:sekret@host').err).toEqual({ type: 'string', message: 'redis://[secret]@host' });
});
