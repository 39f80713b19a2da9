import { expect, test } from 'vitest';
import { byIds, byRows, lastOfEach } from './in-chunks.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test('every row is written once, in order, however many there are', async () => {
  const statements: (readonly number[])[] = [];

  const results = await byRows(numbers(120), async (some) => {
    statements.push(some);
    return [some.length];
  });

  expect(statements.flat()).toEqual(numbers(120));
  expect(results.reduce((sum, size) => sum + size, 0)).toBe(120);
  expect(statements.length).toBeGreaterThan(1);
});

test('an id that is asked for twice is answered once, and nothing is asked of no ids', async () => {
  const read = await byIds(['1', '2', '1'], async (some) => some);
  const none = await byIds<string, string>([], () => Promise.reject(new Error('asked')));

  expect(read).toEqual(['1', '2']);
  expect(none).toEqual([]);
});

test('of rows with one key the last is kept', () => {
  const rows = [
    { id: '1', text: 'old' },
    { id: '2', text: 'other' },
    { id: '1', text: 'new' },
  ];

  expect(lastOfEach(rows, ({ id }) => id)).toEqual([
    { id: '1', text: 'new' },
    { id: '2', text: 'other' },
  ]);
});
