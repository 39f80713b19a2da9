import { expect, it } from 'vitest';
import { formatCount, formatDuration, formatInstant, formatShare } from './format.ts';

it.each([
  [0.44, '0.4 s'],
  [9.99, '10 s'],
  [59.6, '1 min 00 s'],
  [200, '3 min 20 s'],
  [3599.9, '1 h 00 min'],
  [360_000, '100 h 00 min'],
])('writes %d seconds as %s', (seconds, expected) => {
  const written = formatDuration(seconds);

  expect(written).toBe(expected);
});

it.each([
  [1, '100 %'],
  [25_607 / 25_608, '99.99 %'],
  [0.5, '50 %'],
  [0, '0 %'],
])('never rounds the share %d up', (share, expected) => {
  const written = formatShare(share);

  expect(written).toBe(expected);
});

it('writes counts and instants the same everywhere', () => {
  const written = [formatCount(25_608), formatInstant('2026-03-14T10:12:07.900+02:00')];

  expect(written).toEqual(['25,608', '2026-03-14 08:12:07 UTC']);
});
