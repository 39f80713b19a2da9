import { expect, test } from 'vitest';
import { LEDGER_CODES, toLedgerSentence } from './ledger-codes.ts';

test('a sentence names its parameters, and words that stand for a place', () => {
  expect(toLedgerSentence('too_long', { label: 'Team', max: '255', place: 'note' })).toBe(
    'Team: it is longer than 255 characters; written in the note.',
  );
});

test.each(LEDGER_CODES)('%s has a sentence also without parameters', (code) => {
  expect(toLedgerSentence(code)).toMatch(/^[^{}]+\.$/);
});
