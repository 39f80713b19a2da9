import type { LedgerCode, LedgerParams } from './ledger-codes.ts';

/** `added`: nothing of the source was to go there; the target alone wants a value. */
export type LedgerOutcome = 'changed' | 'dropped' | 'added';

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

export type Ledger = {
  /** Fields of the source record that had a value and arrive as they are. */
  readonly carried: number;
  readonly entries: readonly LedgerEntry[];
};

/** What a transformation of one record comes to: a draft, a reason to fail it, or a reason to leave it out. */
export type Transformed<D> =
  | { readonly outcome: 'draft'; readonly draft: D; readonly ledger: Ledger }
  | {
      readonly outcome: 'failed';
      readonly code: 'reference_unresolved' | 'draft_invalid';
      readonly message: string;
    }
  | { readonly outcome: 'skipped'; readonly reason: string; readonly ledger: Ledger };
