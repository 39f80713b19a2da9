import { type LedgerEntry, withLateEntries } from '@z2q/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLedgerBook } from './ledger-book.ts';

const FIELDS = ['name', 'status', 'labels', 'priority', 'steps'];

const anEntry = fc.record({
  field: fc.constantFrom(...FIELDS),
  outcome: fc.constantFrom('changed' as const, 'dropped' as const),
  code: fc.constantFrom('no_field' as const, 'no_choice' as const),
});

type Early = LedgerEntry & { readonly outcome: 'changed' | 'dropped' };

const close = (early: readonly Early[]) => {
  const book = createLedgerBook();
  for (const field of FIELDS) book.note(field);
  for (const { field, outcome, code } of early) book[outcome](field, code);
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

test('what was dropped late is dropped, for that reason', () => {
  const ledger = close([{ field: 'status', outcome: 'changed', code: 'renamed_by_mapping' }]);

  const after = withLateEntries(ledger, [{ field: 'status', outcome: 'dropped', code: 'no_field' }]);

  expect(after).toEqual({
    carried: 4,
    entries: [{ field: 'status', outcome: 'dropped', code: 'no_field' }],
  });
});
