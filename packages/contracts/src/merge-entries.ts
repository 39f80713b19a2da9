import type { LedgerEntry } from './ledger.ts';

/** One entry a field: the worse outcome, and every reason once. */
export function mergeEntries(earlier: LedgerEntry | undefined, entry: LedgerEntry): LedgerEntry {
  if (earlier === undefined) return entry;
  const outcome = earlier.outcome === 'dropped' || entry.outcome === 'dropped' ? 'dropped' : 'changed';
  const isKnown = earlier.reason.includes(entry.reason);
  return { ...earlier, outcome, reason: isKnown ? earlier.reason : `${earlier.reason} ${entry.reason}` };
}
