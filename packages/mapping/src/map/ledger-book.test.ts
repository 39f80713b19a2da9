import { expect, test } from 'vitest';
import { createLedgerBook } from './ledger-book.ts';

test('a field that was noted is carried unless something became of it, and of two reasons the worse stands', () => {
  const book = createLedgerBook();
  for (const field of ['name', 'status', 'labels']) book.note(field);
  book.dropped('status', 'no_field');
  book.changed('status', 'renamed_by_mapping');
  book.added('actualEnd', 'no_end');

  expect(book.close()).toEqual({
    carried: ['name', 'labels'],
    entries: [
      { field: 'status', outcome: 'dropped', code: 'no_field' },
      { field: 'actualEnd', outcome: 'added', code: 'no_end' },
    ],
  });
});
