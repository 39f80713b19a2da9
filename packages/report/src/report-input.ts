import type {
  CheckName,
  EntityType,
  FailureCode,
  FailureItem,
  LedgerCode,
  LedgerOutcome,
  LedgerParams,
  ReportRequests,
  ReportSkip,
  ReportView,
  RunView,
  StagePhase,
} from '@z2q/contracts';

/** One row a reason: what became of values of one field of one entity type. */
export type LedgerRow = {
  readonly entityType: EntityType;
  readonly field: string;
  readonly outcome: LedgerOutcome;
  readonly code: LedgerCode;
  readonly params?: LedgerParams;
  readonly count: number;
  /** Keys of a few of the records. */
  readonly examples: readonly string[];
};

export type LedgerCount = {
  readonly entityType: EntityType;
  readonly carried: number;
  /** Counted on the source records themselves, so that the sum proves something; null where it was not. */
  readonly fieldsWithValue: number | null;
};

/** Plain rows, as grouped queries on the store answer them. */
export type ReportInput = {
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO instant. */
  readonly generatedAt: string;
  readonly migration: ReportView['migration'];
  /** In a rollback's counts, `loaded` are the records whose target objects are gone. */
  readonly run: Pick<
    RunView,
    'id' | 'kind' | 'phases' | 'state' | 'counts' | 'startedAt' | 'finishedAt' | 'dryRun'
  > &
    Partial<Pick<RunView, 'recommendedAction'>>;
  /** How long the run has been paused up to `generatedAt`. */
  readonly pausedSeconds: number;
  /** A row for each phase that has begun. */
  readonly phaseTimes: readonly {
    readonly phase: StagePhase;
    readonly startedAt: string;
    readonly finishedAt: string | null;
  }[];
  readonly requests: readonly ReportRequests[];
  /** All stored failures of the run, by code. */
  readonly failures: readonly { readonly code: FailureCode; readonly count: number }[];
  /** The first of them; those beyond `REPORTED_ITEMS` are left out. */
  readonly failureItems: readonly FailureItem[];
  readonly skips: readonly ReportSkip[];
  readonly ledger: {
    readonly sums: readonly LedgerCount[];
    /** Carried values of single fields, where they were counted. */
    readonly carried: readonly {
      readonly entityType: EntityType;
      readonly field: string;
      readonly count: number;
    }[];
    readonly rows: readonly LedgerRow[];
  };
  /** Only what the validator looked at; a check without a row counts as not run. */
  readonly checks: readonly { readonly name: CheckName; readonly checked: number; readonly wrong: number }[];
};
