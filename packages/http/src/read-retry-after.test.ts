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

test.each([
  ['the clock of the API', 'Sun, 01 Mar 2026 11:00:00 GMT', 10_000],
  ['ours where it tells no time', undefined, null],
  ['ours where its time is gibberish', 'soon', null],
])('a date is taken by %s', (_name, sentAt, expected) => {
  expect(readRetryAfter('Sun, 01 Mar 2026 11:00:10 GMT', NOW, sentAt)).toBe(expected);
});
