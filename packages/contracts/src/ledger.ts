import type { LedgerCode, LedgerParams } from './ledger-codes.ts';

/**
 * `added`: nothing of the source was to go there; the target alone wants a value. `not_asked`: the source was not asked for it, so nothing of it
 * was received. Both are in no sum.
 */
export const LEDGER_OUTCOMES = ['changed', 'dropped', 'added', 'not_asked'] as const;
export type LedgerOutcome = (typeof LEDGER_OUTCOMES)[number];

export type ValueOutcome = LedgerOutcome | 'carried' | 'technical';

/** What became of one field of one source record. Carried fields are counted, not listed. */
export type LedgerEntry = {
  readonly field: string;
  readonly outcome: LedgerOutcome;
  readonly code: LedgerCode;
  /** For the sentence of the code. */
  readonly params?: LedgerParams;
  /** The value in Zephyr, where the entry is not about a whole field as it came. */
  readonly before?: string;
  /** What stands on the target instead. */
  readonly after?: string;
};

/** A value that an earlier run wrote to a field of an object, which is the record's no more and which no call takes out. */
export type StayingValue = { readonly fieldId: number; readonly label: string; readonly value: string };

export type Ledger = {
  /** Fields of the source record that had a value and arrive as they are. */
  readonly carried: readonly string[];
  readonly entries: readonly LedgerEntry[];
};

/** What became of one value of an answer, at its place in it. */
export type LedgerLine = {
  readonly path: string;
  /** The path without what differs from record to record. */
  readonly pattern: string;
  readonly outcome: LedgerOutcome;
  readonly code: LedgerCode;
  readonly params: LedgerParams | null;
  readonly before: string | null;
  readonly after: string | null;
  /** Of a line that follows from what the target has: the line that there was without it; `none`: it was carried, or nothing was added. */
  readonly instead?: LedgerLine | 'none';
};

/** How many values of a record at one kind of place had one outcome. */
export type TallyRow = {
  readonly pattern: string;
  readonly outcome: ValueOutcome;
  /** null: nothing became of them. */
  readonly code: LedgerCode | null;
  readonly params?: LedgerParams | null;
  readonly count: number;
};

/** What became of every value of a record's answers. */
export type Account = { readonly tally: readonly TallyRow[]; readonly lines: readonly LedgerLine[] };

/** What a transformation of one record comes to: a draft, a reason to fail it, or a reason to leave it out. */
export type Transformed<D> =
  | { readonly outcome: 'draft'; readonly draft: D; readonly ledger: Ledger }
  | {
      readonly outcome: 'failed';
      readonly code: 'reference_unresolved' | 'draft_invalid';
      readonly message: string;
    }
  | { readonly outcome: 'skipped'; readonly reason: string; readonly ledger: Ledger };
