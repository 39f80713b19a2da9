import { expect, test } from 'vitest';
import { MAX_NAME_LENGTH, toEntityName } from './entity-name.ts';
import { createLedgerBook } from './ledger-book.ts';

const nameOf = (original: string): string => toEntityName(original, 'WEB-T1', createLedgerBook()).name;

test.each([
  [' a \r\n\t b ', 'a b'],
  ['a  b', 'a  b'],
  [' \n ', 'WEB-T1'],
])('%j is named %j', (original, name) => {
  expect(nameOf(original)).toBe(name);
});

test.each([' ', '\n', ' \n', 'a ', '\u2028 '])('a name of megabytes of %j is read in passing', (piece) => {
  const name = nameOf(`a${piece.repeat(2_000_000)}b`);

  expect(name.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
});
