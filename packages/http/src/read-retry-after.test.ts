import { expect, test } from 'vitest';
import { readRetryAfter } from './read-retry-after.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

test.each([
  ['seconds', '3', 3_000],
  ['fractions of a second', '0.5', 500],
  ['a date to come', 'Sun, 01 Mar 2026 12:00:10 GMT', 10_000],
  ['more seconds than there is time', '9'.repeat(400), 365 * 24 * 3_600_000],
  ['a date gone by', 'Sun, 01 Mar 2026 11:59:00 GMT', null],
  ['zero', '0', null],
  ['nothing', undefined, null],
  ['an empty text', '', null],
  ['gibberish', 'soon', null],
  ['a negative number', '-5', null],
])('reads %s', (_name, value, expected) => {
  expect(readRetryAfter(value, NOW)).toBe(expected);
});
