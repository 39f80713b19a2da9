import type { LedgerEntry } from './ledger.ts';

/** One entry a field: the worse outcome, and of two alike the later, which says where the value is in the end. */
export function mergeEntries(earlier: LedgerEntry | undefined, entry: LedgerEntry): LedgerEntry {
  if (earlier === undefined) return entry;
  return earlier.outcome === 'dropped' && entry.outcome !== 'dropped' ? earlier : entry;
}
