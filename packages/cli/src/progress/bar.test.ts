import { expect, test } from 'vitest';
import { toBar } from './bar.ts';

test.for([
  { done: 0, total: 10, filled: '' },
  { done: 1, total: 1_000, filled: '╸' },
  { done: 5, total: 10, filled: '━━' },
  { done: 999, total: 1_000, filled: '━━━╸' },
  { done: 10, total: 10, filled: '━━━━' },
  { done: 12, total: 10, filled: '━━━━' },
  { done: 0, total: 0, filled: '' },
])('$done of $total fills "$filled" of four columns', ({ done, total, filled }) => {
  const bar = toBar(done, total, 4);

  expect(bar).toEqual({ filled, empty: '─'.repeat(4 - filled.length) });
});
