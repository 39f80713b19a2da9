import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test.each([
  [1, 100],
  [2, 200],
  [3, 400],
  [9, 1_000],
  [5_000, 1_000],
])('after %i failures the delay is at most %i ms', (failures, ceilingMs) => {
  const longest = backoffMs(failures, { baseMs: 100, capMs: 1_000, random: () => 0.999_999 });
  const shortest = backoffMs(failures, { baseMs: 100, capMs: 1_000, random: () => 0 });

  expect(longest).toBe(ceilingMs);
  expect(shortest).toBe(0);
});
