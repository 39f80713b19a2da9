/** What became of one field of one source record. Carried fields are counted, not listed. */
export type LedgerEntry = {
  readonly field: string;
  readonly outcome: 'changed' | 'dropped';
  /** Why, in words a QA admin understands. */
  readonly reason: string;
  /** The field is the target's alone: no value of the source was to go into it. */
  readonly isOfTarget?: true;
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
