import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { ask } from './ask.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

test.for([
  ['yes\r', 'yes'],
  [' no \r', 'no'],
  ['\r', ''],
  [CTRL_C, ''],
  [`ye${CTRL_C}`, ''],
  [CTRL_D, ''],
] as const)('%j is the answer %j', async ([typed, expected]) => {
  const input = new PassThrough();

  const answering = ask('Delete all? ', input, new PassThrough().resume());
  input.write(typed);

  expect(await answering).toBe(expected);
});

test('a second question is not echoed where the first was asked', async () => {
  const input = new PassThrough();
  const shown = new PassThrough();
  const first = ask('Who? ', input, shown);
  input.write('anybody\r');
  await first;

  const second = ask('The token? ', input, new PassThrough().resume());
  input.write('very-secret\r');

  expect(await second).toBe('very-secret');
  expect(String(shown.read())).not.toContain('very-secret');
});
