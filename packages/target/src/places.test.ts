import { expect, test } from 'vitest';
import { comparePlace } from './places.ts';

test.each([
  [5, 5],
  [null, null],
] as const)('an object at %s that is to be there is in its place', (expected, actual) => {
  expect(comparePlace('module', expected, actual)).toEqual([]);
});

test.each([
  [5, 6, '5', '6'],
  [5, null, '5', 'the top level'],
  [null, 6, 'the top level', '6'],
  [5, undefined, '5', 'another place'],
  [undefined, 6, 'its module, which is not on the target', '6'],
  [undefined, undefined, 'its module, which is not on the target', 'another place'],
] as const)('an object that is to be at %s and is at %s is misplaced', (expected, actual, wanted, found) => {
  expect(comparePlace('module', expected, actual)).toEqual([
    { field: 'module', expected: wanted, actual: found },
  ]);
});
