import type { LedgerCode, LedgerParams } from './ledger-codes.ts';

/**
 * `added`: a value that only the target needs. `not_asked`: the source was not asked for it, so nothing was received.
 * Neither is in a sum.
 */
export const LEDGER_OUTCOMES = ['changed', 'dropped', 'added', 'not_asked'] as const;
export type LedgerOutcome = (typeof LEDGER_OUTCOMES)[number];

export type ValueOutcome = LedgerOutcome | 'carried' | 'technical';

/** Outcome of one field of one source record. Carried fields are counted, not listed. */
export type LedgerEntry = {
  readonly field: string;
  readonly outcome: LedgerOutcome;
  readonly code: LedgerCode;
  /** Parameters for the sentence of the code. */
  readonly params?: LedgerParams;
  /** The value in Zephyr, unless the entry is about the whole field as received. */
  readonly before?: string;
  /** The value on the target instead. */
  readonly after?: string;
};

/** A value that an earlier run wrote to a field, that the record no longer has, and that the API cannot clear. */
export type StayingValue = { readonly fieldId: number; readonly label: string; readonly value: string };

export type Ledger = {
  /** Fields of the source record that had a value and arrive unchanged. */
  readonly carried: readonly string[];
  readonly entries: readonly LedgerEntry[];
};

/** Outcome of one value of an answer, at its path. */
export type LedgerLine = {
  readonly path: string;
  /** The path without what differs between records. */
  readonly pattern: string;
  readonly outcome: LedgerOutcome;
  readonly code: LedgerCode;
  readonly params: LedgerParams | null;
  readonly before: string | null;
  readonly after: string | null;
  /** For a line that depends on the target: the line it replaced; `none`: the value was carried, or there was no line. */
  readonly instead?: LedgerLine | 'none';
};

/** How many values of a record share a pattern and an outcome. */
export type TallyRow = {
  readonly pattern: string;
  readonly outcome: ValueOutcome;
  /** null: nothing happened to them. */
  readonly code: LedgerCode | null;
  readonly params?: LedgerParams | null;
  readonly count: number;
};

/** Outcome of every value in a record's answers. */
export type Account = { readonly tally: readonly TallyRow[]; readonly lines: readonly LedgerLine[] };

/** Result of transforming one record: a draft, a failure, or a reason to skip it. */
export type Transformed<D> =
  | { readonly outcome: 'draft'; readonly draft: D; readonly ledger: Ledger }
  | {
      readonly outcome: 'failed';
      readonly code: 'reference_unresolved' | 'draft_invalid';
      readonly message: string;
    }
  | { readonly outcome: 'skipped'; readonly reason: string; readonly ledger: Ledger };
