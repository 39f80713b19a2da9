import { type Ledger, type LedgerCode, type LedgerEntry, mergeEntries } from '@z2q/contracts';
import { findDegraded } from '../text/find-degraded.ts';

type More = Pick<LedgerEntry, 'params' | 'before' | 'after'>;

/** Collects the outcome of each field of one record. Every field with a value is noted once, so the sums add up. */
export type LedgerBook = {
  /**
   * Notes a field with a value. It counts as carried unless part of its texts cannot work on the target, or `changed`
   * or `dropped` is called for it.
   */
  note(field: string, ...texts: readonly string[]): void;
  changed(field: string, code: LedgerCode, more?: More): void;
  dropped(field: string, code: LedgerCode, more?: More): void;
  /** Zephyr has no value for the field, and another value replaces it. */
  added(field: string, code: LedgerCode, more?: More): void;
  close(): Ledger;
};

export function createLedgerBook(): LedgerBook {
  const fields = new Set<string>();
  const entries = new Map<string, LedgerEntry>();
  const enter = (entry: LedgerEntry) => {
    entries.set(entry.field, mergeEntries(entries.get(entry.field), entry));
  };
  return {
    note: (field, ...texts) => {
      fields.add(field);
      const code = texts.map(findDegraded).find((found) => found !== null);
      if (code) enter({ field, outcome: 'changed', code });
    },
    changed: (field, code, more) => enter({ field, outcome: 'changed', code, ...more }),
    dropped: (field, code, more) => enter({ field, outcome: 'dropped', code, ...more }),
    added: (field, code, more) => enter({ field, outcome: 'added', code, ...more }),
    close: () => ({
      carried: [...fields].filter((field) => !entries.has(field)),
      entries: [...entries.values()],
    }),
  };
}
