import { type Ledger, type LedgerCode, type LedgerEntry, mergeEntries } from '@z2q/contracts';

type More = Pick<LedgerEntry, 'params' | 'before' | 'after'>;

/** Collects what becomes of each field of one record. Every field that has a value is noted once, so the sums close. */
export type LedgerBook = {
  /** The field has a value. It counts as carried unless `changed` or `dropped` says otherwise. */
  note(field: string): void;
  changed(field: string, code: LedgerCode, more?: More): void;
  dropped(field: string, code: LedgerCode, more?: More): void;
  close(): Ledger;
};

export function createLedgerBook(): LedgerBook {
  const fields = new Set<string>();
  const entries = new Map<string, LedgerEntry>();
  const enter = (entry: LedgerEntry) => {
    fields.add(entry.field);
    entries.set(entry.field, mergeEntries(entries.get(entry.field), entry));
  };
  return {
    note: (field) => void fields.add(field),
    changed: (field, code, more) => enter({ field, outcome: 'changed', code, ...more }),
    dropped: (field, code, more) => enter({ field, outcome: 'dropped', code, ...more }),
    close: () => ({ carried: fields.size - entries.size, entries: [...entries.values()] }),
  };
}
