import { z } from 'zod';
import { EntityType, MappedType } from './entity-type.ts';
import { FailureCode } from './failure.ts';
import { MigrationId, RunId } from './ids.ts';
import { StagePhase } from './job.ts';
import { LedgerType } from './ledger-type.ts';
import { PhaseCheck, ReportPlan } from './report-plan.ts';
import { PauseReason, RunState } from './run-state.ts';
import { CountsView, FailureItem, RunKind } from './views.ts';

/** The JSON answer of `GET /v1/runs/:id/report`. Stable: fields are added, never renamed or dropped. */

const Instant = z.iso.datetime();
const Count = z.number().int().nonnegative();
const Seconds = z.number().nonnegative();
const Examples = z.array(z.string()).describe('Keys of a few of the records concerned');

/** Failed records listed one by one in JSON and HTML; the CSV has all of them. */
export const REPORTED_ITEMS = 1000;

/** What the run comes to, in one word. `verified`: every record was read back from the target and found right. */
export const Verdict = z.enum(['verified', 'finished_with_failures', 'not_verified', 'rolled_back']);
export type Verdict = z.infer<typeof Verdict>;

export const ReportPhase = z.object({
  phase: StagePhase,
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  durationSeconds: Seconds.describe(
    'Pauses included; phases overlap, so these add up to more than the run took',
  ),
});
export type ReportPhase = z.infer<typeof ReportPhase>;

export const ReportTotals = z.object({
  records: Count.describe('Distinct source records'),
  reached: Count.describe('Records that got through the last phase of this run'),
  verified: Count,
  failed: Count,
  skipped: Count,
  entitiesPerMinute: z
    .number()
    .nonnegative()
    .nullable()
    .describe('`reached` by the duration, in which pauses are left out'),
  successRate: z.number().min(0).max(1).nullable().describe('`reached` / `records`; null without records'),
});
export type ReportTotals = z.infer<typeof ReportTotals>;

/** `throttled`: a 429, which is not counted among `4xx`. `no_answer`: time-out, reset or refused connection. */
export const AnswerClass = z.enum(['2xx', '3xx', '4xx', 'throttled', '5xx', 'no_answer']);
export type AnswerClass = z.infer<typeof AnswerClass>;

export const ReportRequests = z.object({
  side: z.enum(['source', 'target']),
  answer: AnswerClass,
  count: Count,
});
export type ReportRequests = z.infer<typeof ReportRequests>;

export const ReportFailureGroup = z.object({
  code: FailureCode,
  title: z.string(),
  count: Count,
  explanation: z.string().describe('What the code means, in plain language'),
  advice: z.string().describe('What to do about it'),
});
export type ReportFailureGroup = z.infer<typeof ReportFailureGroup>;

export const ReportSkip = z.object({
  entityType: EntityType,
  reason: z.string(),
  count: Count,
  examples: Examples,
});
export type ReportSkip = z.infer<typeof ReportSkip>;

export const LedgerReason = z.object({
  code: z.string().describe('Stable; `reason` is the same as a sentence'),
  reason: z.string(),
  count: Count,
  examples: Examples,
});
export type LedgerReason = z.infer<typeof LedgerReason>;

/** One kind of place in the answers about one type, over all records. */
export const LedgerField = z.object({
  entityType: LedgerType,
  field: z.string().describe('The place in the answer, `[]` for any index'),
  carried: Count.nullable(),
  changed: z.array(LedgerReason),
  dropped: z.array(LedgerReason),
  added: z.array(LedgerReason).describe('Filled in for the target; nothing of the source, and in no sum'),
  notAsked: z.array(LedgerReason).optional().describe('Zephyr was not asked for it, by an option; in no sum'),
});
export type LedgerField = z.infer<typeof LedgerField>;

/** Closing sum of one type: each value received is in exactly one of the four, or of a record that failed. */
export const LedgerSum = z.object({
  entityType: LedgerType,
  received: Count.describe('Counted on the answers of the source, whatever became of what is in them'),
  fieldsWithValue: Count.nullable().describe('The same as `received`'),
  carried: Count,
  unproven: Count.describe('Of the carried: not read back from the target and found right (yet)'),
  changed: Count,
  dropped: Count,
  technical: Count.describe('Ids of the source, links to the answer itself, paging'),
  open: z
    .object({ records: Count, values: Count })
    .describe('Records that failed or were not transformed yet, and how many of the values are theirs'),
  closes: z.boolean().nullable().describe('carried + changed + dropped + technical = received'),
});
export type LedgerSum = z.infer<typeof LedgerSum>;

/** What the validator compares. `files` are compared by their sha256; `foreign` looks for objects that should not be there. */
export const CheckName = z.enum(['counts', 'content', 'relations', 'files', 'foreign']);
export type CheckName = z.infer<typeof CheckName>;

export const ReportCheck = z.object({
  name: CheckName,
  status: z
    .enum(['passed', 'failed', 'incomplete', 'nothing_to_check', 'not_run'])
    .describe('`incomplete`: what was looked at is right, and it was not all'),
  checked: Count.describe('Objects looked at'),
  of: Count.nullable().describe('Objects there are to look at; null where nobody can know'),
  wrong: Count.describe('Objects that failed the check'),
});
export type ReportCheck = z.infer<typeof ReportCheck>;

/** What a run has cost. Of worker processes only while they had a batch of it in hand. */
export const ReportResources = z.object({
  services: z.array(
    z.object({
      service: z.string(),
      processes: Count,
      cpuSeconds: Seconds,
      peakMemoryBytes: Count.describe('Of the largest of its processes, looked at every two seconds'),
    }),
  ),
  databaseBytes: Count.describe('Of all migrations, when the report was made'),
  filesBytes: Count.describe(
    'Of the files of this migration in DATA_DIR/attachments; one that hangs on several records counts once',
  ),
});
export type ReportResources = z.infer<typeof ReportResources>;

/** What went wrong on the way and was got over. */
export const ReportRecovery = z.object({
  pauses: z.array(z.object({ reason: PauseReason, times: Count, seconds: Seconds })),
  batchesTakenOver: Count.describe('Their worker was gone, and another went on'),
  batchesDoneLater: Count.describe('Batches that got through after an attempt that did not'),
  failedAnswers: Count.describe('Requests that were slowed down, failed on the server or got no answer'),
});
export type ReportRecovery = z.infer<typeof ReportRecovery>;

export const ReportView = z.object({
  tool: z.object({
    name: z.string(),
    version: z.string(),
    commit: z.string().nullable().optional().describe('null: neither the image nor a checkout tells it'),
  }),
  generatedAt: Instant,
  verdict: Verdict,
  sentence: z.string().describe('The verdict in one plain sentence'),
  migration: z.object({
    id: MigrationId,
    name: z.string(),
    source: z.object({ projectKey: z.string(), host: z.string() }),
    target: z.object({ projectId: z.number().int(), projectName: z.string().nullable(), host: z.string() }),
  }),
  run: z.object({
    id: RunId,
    kind: RunKind,
    phases: z.array(StagePhase),
    dryRun: z.boolean().optional().describe('Of a rollback: it deleted nothing'),
    state: RunState,
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
    mappingHash: z
      .string()
      .nullable()
      .optional()
      .describe('Of the mapping that its records were transformed with'),
    recommendedAction: z.string().nullable().optional(),
    durationSeconds: Seconds.nullable().describe(
      'Without pauses; until `generatedAt` while the run is on; null before it starts',
    ),
    pausedSeconds: Seconds.describe('Paused, or over until it was opened again by a retry'),
  }),
  phases: z.array(ReportPhase),
  counts: z.partialRecord(EntityType, CountsView),
  totals: ReportTotals,
  requests: z.array(ReportRequests),
  resources: ReportResources,
  recovery: ReportRecovery,
  failures: z.object({
    total: Count,
    groups: z.array(ReportFailureGroup),
    items: z.array(FailureItem).max(REPORTED_ITEMS),
  }),
  skipped: z.object({ total: Count, reasons: z.array(ReportSkip) }),
  ledger: z.object({ sums: z.array(LedgerSum), fields: z.array(LedgerField) }),
  checks: z.array(ReportCheck),
  phaseChecks: z.array(PhaseCheck).optional(),
  plan: ReportPlan.nullable()
    .optional()
    .describe('Of a run that has transformed and not loaded: what loading is going to make'),
});
export type ReportView = z.infer<typeof ReportView>;

/** A line of the CSV report: a record that is not on the target as it should be. */
export const ReportLine = z.object({
  entityType: MappedType,
  sourceId: z.string(),
  sourceKey: z.string().nullable(),
  outcome: z.enum(['failed', 'skipped']),
  phase: StagePhase.nullable(),
  code: FailureCode.nullable(),
  message: z.string(),
  targetId: z.number().int().nullable(),
});
export type ReportLine = z.infer<typeof ReportLine>;
