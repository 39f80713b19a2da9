import { expect, test } from 'vitest';
import { createStriker, type Strike } from './striker.ts';

const BATCHES = Array.from({ length: 60 }, (_, at) => `load/test_case/${at}`);

const strikesOf = (seed: string, batches: readonly string[], limit = 1_000): readonly Strike[] => {
  const striker = createStriker(seed, limit);
  for (const batch of batches)
    for (let nth = 0; nth < 40; nth += 1) striker.visit('guard passed, bytes out', batch);
  return striker.strikes;
};

test('what strikes a batch is the same whatever happens to others meanwhile', () => {
  const sorted = (strikes: readonly Strike[]) => strikes.map((strike) => JSON.stringify(strike)).sort();

  const strikes = strikesOf('1', BATCHES);

  expect(strikes.length).toBeGreaterThan(10);
  expect(sorted(strikesOf('1', BATCHES.toReversed()))).toEqual(sorted(strikes));
  expect(sorted(strikesOf('2', BATCHES))).not.toEqual(sorted(strikes));
});

test('no batch is struck so often that it is rightly taken for bad, and never more than was asked for', () => {
  const most = Math.max(
    ...[...Map.groupBy(strikesOf('1', BATCHES), ({ subject }) => subject).values()].map((all) => all.length),
  );

  expect(most).toBe(2);
  expect(strikesOf('1', BATCHES, 5)).toHaveLength(5);
});
