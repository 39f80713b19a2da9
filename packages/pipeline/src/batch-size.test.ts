import { expect, test } from 'vitest';
import { batchSizeFor } from './batch-size.ts';

test.each([
  { records: 1, most: 50, size: 8 },
  { records: 120, most: 50, size: 8 },
  { records: 1_200, most: 50, size: 19 },
  { records: 20_000, most: 50, size: 50 },
  { records: 20_000, most: 500, size: 313 },
  { records: 120, most: 5, size: 5 },
])('$records records are cut into batches of $size where $most are allowed', ({ records, most, size }) => {
  expect(batchSizeFor(records, most)).toBe(size);
});
