import { expect, test } from 'vitest';
import { createAllowances } from './allowances.ts';

test('a key has its allowance at once, then one at a time, whatever others take', () => {
  let nowMs = 1_000_000;
  const take = createAllowances({ atOnce: 2, oneEveryMs: 100, maxKeys: 10, now: () => new Date(nowMs) });

  const first = [take('a'), take('a'), take('a'), take('b')];
  nowMs += 40;
  const early = take('a');
  nowMs += 60;
  const later = [take('a'), take('a')];

  expect(first).toEqual([0, 0, 100, 0]);
  expect(early).toBe(60);
  expect(later).toEqual([0, 100]);
});

test('no more keys are remembered than asked for', () => {
  const take = createAllowances({ atOnce: 1, oneEveryMs: 1_000, maxKeys: 2, now: () => new Date(0) });

  const taken = ['a', 'b', 'b', 'c', 'b', 'a'].map(take);

  expect(taken.map((waitMs) => waitMs > 0)).toEqual([false, false, true, false, true, false]);
});
