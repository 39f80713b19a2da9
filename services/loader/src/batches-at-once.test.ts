import { expect, test } from 'vitest';
import { batchesAtOnce } from './batches-at-once.ts';

test.each([
  { requests: 1, runs: 1, batches: 2 },
  { requests: 8, runs: 1, batches: 2 },
  { requests: 8, runs: 3, batches: 6 },
  { requests: 8, runs: 30, batches: 10 },
  { requests: 32, runs: 1, batches: 5 },
])('$requests requests in flight of $runs runs are kept busy by $batches batches', (given) => {
  expect(batchesAtOnce(given.requests, given.runs)).toBe(given.batches);
});
