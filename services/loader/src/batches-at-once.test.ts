import { expect, test } from 'vitest';
import { batchesAtOnce } from './batches-at-once.ts';

test.each([
  { requests: 1, batches: 4 },
  { requests: 8, batches: 4 },
  { requests: 32, batches: 7 },
])('$requests requests in flight are kept busy by $batches batches', ({ requests, batches }) => {
  expect(batchesAtOnce(requests)).toBe(batches);
});
