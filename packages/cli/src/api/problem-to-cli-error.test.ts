import { expect, test } from 'vitest';
import { EXIT } from '../cli-error.ts';
import { toCliError } from './problem-to-cli-error.ts';

const access = { url: 'http://127.0.0.1:8080', token: 'view-token', tokenFile: '/data/control-token' };

const aProblem = (status: number, code: string, detail: string): string =>
  JSON.stringify({ type: `urn:z2q:problem:${code}`, title: 'No', status, code, detail });

test('a token that does not allow a command is told from one that is wrong', () => {
  const detail = 'CONTROL_VIEW_TOKEN does not allow this call; CONTROL_TOKEN does.';

  const forbidden = toCliError(403, aProblem(403, 'forbidden', detail), access);
  const wrong = toCliError(401, aProblem(401, 'unauthorized', 'No.'), access);

  expect(forbidden).toMatchObject({ exitCode: EXIT.notReachedOrNotAllowed, message: detail });
  expect(forbidden.fix).toContain('CONTROL_TOKEN');
  expect(wrong.message).toContain('does not take the token');
  expect(`${forbidden.message} ${wrong.message}`).not.toContain('view-token');
});

test('a token that may not be tried now may be later', () => {
  const error = toCliError(429, aProblem(429, 'too_many_wrong_tokens', 'Wait 5 s.'), access);

  expect(error).toMatchObject({ exitCode: EXIT.notReachedOrNotAllowed, message: 'Wait 5 s.', mayPass: true });
});
