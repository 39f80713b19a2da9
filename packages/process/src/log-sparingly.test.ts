import { expect, test } from 'vitest';
import { logSparingly } from './log-sparingly.ts';

test('an error that comes thousands of times is told once in ten seconds, with how often it came', () => {
  const told: [unknown, number][] = [];
  let nowMs = 0;
  const log = logSparingly(
    (error, unsaid) => void told.push([error, unsaid]),
    () => nowMs,
  );
  const readOnly = new Error('READONLY');
  const full = new Error('OOM');

  for (; nowMs < 10_000; nowMs += 1) log(readOnly);
  log(full);
  log(readOnly);

  expect(told).toEqual([
    [readOnly, 0],
    [full, 0],
    [readOnly, 9_999],
  ]);
});
