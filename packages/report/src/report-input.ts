import type {
  CheckName,
  FailureCode,
  FailureItem,
  LedgerCode,
  LedgerParams,
  LedgerType,
  ReportPlan,
  ReportRequests,
  ReportSkip,
  ReportView,
  RunView,
  StagePhase,
  ValueOutcome,
} from '@z2q/contracts';

/** What was received of one type, and how many values at each pattern had each outcome. */
export type LedgerInput = {
  readonly entityType: LedgerType;
  readonly received: number;
  /** Carried values of records that were read back and found right. */
  readonly readBack: number;
  readonly open: { readonly records: number; readonly values: number };
  readonly counts: readonly LedgerRow[];
};

export type LedgerRow = {
  readonly pattern: string;
  readonly outcome: ValueOutcome;
  readonly code: LedgerCode | null;
  readonly params: LedgerParams | null;
  readonly count: number;
  /** Keys of a few of the records. */
  readonly examples: readonly string[];
};

/** Plain rows, as grouped queries of the store return them. */
export type ReportInput = {
  readonly tool: ReportView['tool'];
  /** ISO instant. */
  readonly generatedAt: string;
  readonly migration: ReportView['migration'];
  /** In the counts of a rollback, `loaded` are the records whose objects are gone. */
  readonly run: Pick<
    RunView,
    'id' | 'kind' | 'phases' | 'state' | 'counts' | 'startedAt' | 'finishedAt' | 'dryRun'
  > &
    Partial<Pick<RunView, 'recommendedAction' | 'mappingHash' | 'stopping'>>;
  /** When a rollback began after the run, which may have deleted what the run brought; null: none did. */
  readonly rolledBackAt: string | null;
  /** How long the run was paused up to `generatedAt`. */
  readonly pausedSeconds: number;
  /** A row for each phase that has begun. */
  readonly phaseTimes: readonly {
    readonly phase: StagePhase;
    readonly startedAt: string;
    readonly finishedAt: string | null;
  }[];
  readonly requests: readonly ReportRequests[];
  readonly resources: ReportView['resources'];
  readonly recovery: Omit<ReportView['recovery'], 'failedAnswers'>;
  /** All stored failures of the run, by code. */
  readonly failures: readonly { readonly code: FailureCode; readonly count: number }[];
  /** The same by phase. */
  readonly phaseFailures: readonly {
    readonly phase: StagePhase;
    readonly code: FailureCode;
    readonly count: number;
  }[];
  /** The first `REPORTED_ITEMS` failures. */
  readonly failureItems: readonly FailureItem[];
  readonly skips: readonly ReportSkip[];
  readonly ledger: readonly LedgerInput[];
  /** Only what the validator checked; a check without a row was not made. */
  readonly checks: readonly { readonly name: CheckName; readonly checked: number; readonly wrong: number }[];
  /** What loading will create; null for a run that has loaded. */
  readonly plan: ReportPlan | null;
};
