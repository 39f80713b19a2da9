import { type LedgerEntry, withLateEntries } from '@z2q/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLedgerBook } from './ledger-book.ts';

const FIELDS = ['name', 'status', 'labels', 'priority', 'steps'];

const anEntry: fc.Arbitrary<LedgerEntry> = fc.record({
  field: fc.constantFrom(...FIELDS),
  outcome: fc.constantFrom('changed' as const, 'dropped' as const),
  reason: fc.constantFrom('One.', 'Two.'),
});

const close = (early: readonly LedgerEntry[]) => {
  const book = createLedgerBook();
  for (const field of FIELDS) book.note(field);
  for (const { field, outcome, reason } of early) book[outcome](field, reason);
  return book.close();
};

test('whatever is added late, and however often, the sums close', () => {
  fc.assert(
    fc.property(fc.array(anEntry), fc.array(anEntry), (early, late) => {
      const once = withLateEntries(close(early), late);

      expect(once.carried + once.entries.length).toBe(FIELDS.length);
      expect(new Set(once.entries.map(({ field }) => field)).size).toBe(once.entries.length);
      expect(withLateEntries(once, late)).toEqual(once);
    }),
  );
});

test('what was dropped late is dropped, for both reasons', () => {
  const ledger = close([{ field: 'status', outcome: 'changed', reason: 'Renamed.' }]);

  const after = withLateEntries(ledger, [{ field: 'status', outcome: 'dropped', reason: 'No place.' }]);

  expect(after).toEqual({
    carried: 4,
    entries: [{ field: 'status', outcome: 'dropped', reason: 'Renamed. No place.' }],
  });
});
