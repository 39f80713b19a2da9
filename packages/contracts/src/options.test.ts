import { expect, test } from 'vitest';
import { MigrationOptions } from './options.ts';

test.each([
  [undefined, 'all'],
  [true, 'all'],
  [false, 'none'],
  ['all', 'all'],
  ['records', 'records'],
  ['none', 'none'],
])('attachments given as %j are %s', (given, meant) => {
  expect(MigrationOptions.parse(given === undefined ? {} : { attachments: given }).attachments).toBe(meant);
});

test('another word for attachments is refused', () => {
  expect(MigrationOptions.safeParse({ attachments: 'some' }).success).toBe(false);
});
