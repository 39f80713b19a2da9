import type { Ledger, LedgerEntry } from '@z2q/contracts';

/** Collects what becomes of each field of one record. Every field that has a value is noted once, so the sums close. */
export type LedgerBook = {
  /** The field has a value. It counts as carried unless `changed` or `dropped` says otherwise. */
  note(field: string): void;
  changed(field: string, reason: string): void;
  dropped(field: string, reason: string): void;
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
    changed: (field, reason) => enter({ field, outcome: 'changed', reason }),
    dropped: (field, reason) => enter({ field, outcome: 'dropped', reason }),
    close: () => ({ carried: fields.size - entries.size, entries: [...entries.values()] }),
  };
}

/** A ledger with what only loading could find out (a choice the target does not have): each entry was counted as carried. */
export function withLateEntries(ledger: Ledger, late: readonly LedgerEntry[]): Ledger {
  const entries = new Map(ledger.entries.map((entry) => [entry.field, entry]));
  for (const entry of late) entries.set(entry.field, mergeEntries(entries.get(entry.field), entry));
  const moved = entries.size - ledger.entries.length;
  return { carried: Math.max(0, ledger.carried - moved), entries: [...entries.values()] };
}

function mergeEntries(earlier: LedgerEntry | undefined, entry: LedgerEntry): LedgerEntry {
  if (earlier === undefined) return entry;
  const outcome = earlier.outcome === 'dropped' || entry.outcome === 'dropped' ? 'dropped' : 'changed';
  const isKnown = earlier.reason.includes(entry.reason);
  return {
    field: entry.field,
    outcome,
    reason: isKnown ? earlier.reason : `${earlier.reason} ${entry.reason}`,
  };
}
