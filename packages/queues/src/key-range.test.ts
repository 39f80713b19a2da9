import { expect, test } from 'vitest';
import { toKeyRange } from './key-range.ts';

test('a range goes from the lowest number to the highest, in whatever order the records are', () => {
  expect(toKeyRange(['WEB-T9', 'WEB-T100', 'WEB-T12'])).toEqual({
    from: 'WEB-T9',
    to: 'WEB-T100',
    isWhole: false,
  });
  expect(toKeyRange(['WEB-T3', 'WEB-T2', 'WEB-T1'])).toMatchObject({ from: 'WEB-T1', isWhole: true });
});

test.each([
  ['no record', []],
  ['a record without a key', ['WEB-T1', null]],
  ['keys of two projects', ['WEB-T1', 'APP-T2']],
  ['the name of a file', ['token=secret.png']],
  ['a text that ends like a key', ['Log in as WEB-T1']],
  ['a key longer than any', [`${'A'.repeat(1_000)}-T1`]],
])('%s makes no range', (_, keys) => {
  expect(toKeyRange(keys)).toBeNull();
});
