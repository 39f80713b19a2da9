import type { LedgerEntry } from './ledger.ts';

/** Keeps one entry for each field: the worse outcome, and of equal ones the later, which says where the value ends up. */
export function mergeEntries(earlier: LedgerEntry | undefined, entry: LedgerEntry): LedgerEntry {
  if (earlier === undefined) return entry;
  return earlier.outcome === 'dropped' && entry.outcome !== 'dropped' ? earlier : entry;
}
