import type { Ledger, LedgerEntry } from './ledger.ts';
import { mergeEntries } from './merge-entries.ts';

/**
 * A ledger with what only loading could find out (a choice the target does not have). A field that was counted as carried leaves that
 * count once, however often it is entered; what the target alone wants never was in it.
 */
export function withLateEntries(ledger: Ledger, late: readonly LedgerEntry[]): Ledger {
  const entries = new Map<string, LedgerEntry>();
  for (const entry of ledger.entries) entries.set(entry.field, mergeEntries(entries.get(entry.field), entry));
  let { carried } = ledger;
  for (const entry of late) {
    const earlier = entries.get(entry.field);
    if (earlier === undefined && entry.outcome !== 'added') carried -= 1;
    entries.set(entry.field, mergeEntries(earlier, entry));
  }
  return { carried: Math.max(0, carried), entries: [...entries.values()] };
}
