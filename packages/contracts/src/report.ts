import { z } from 'zod';
import { EntityType, MappedType } from './entity-type.ts';
import { FailureCode } from './failure.ts';
import { MigrationId, RunId } from './ids.ts';
import { StagePhase } from './job.ts';
import { LedgerType } from './ledger-type.ts';
import { FailureItem } from './record-views.ts';
import { PhaseCheck, ReportPlan } from './report-plan.ts';
import { PauseReason, RunState } from './run-state.ts';
import { CountsView, RunKind } from './run-views.ts';

/** The JSON answer of `GET /v1/runs/:id/report`. Stable: fields are added, never renamed or dropped. */

const Instant = z.iso.datetime();
const Count = z.number().int().nonnegative();
const Seconds = z.number().nonnegative();
const Examples = z.array(z.string()).describe('Keys of a few of the records concerned');

/** How many failed records JSON and HTML list one by one; the CSV has all of them. */
export const REPORTED_ITEMS = 1000;

/** The result of the run in one word. `verified`: every record was read back from the target and found right. */
export const Verdict = z
  .enum(['verified', 'finished_with_failures', 'not_verified', 'rolled_back'])
  .describe('The verdict on the run; `verified`: every record was read back from the target and found right');
export type Verdict = z.infer<typeof Verdict>;

export const ReportPhase = z.object({
  phase: StagePhase,
  startedAt: Instant.describe('When its first batch was taken up'),
  finishedAt: Instant.nullable().describe('When its last batch was done; null: not yet'),
  durationSeconds: Seconds.describe(
    'Pauses included; phases overlap, so these add up to more than the run took',
  ),
});
export type ReportPhase = z.infer<typeof ReportPhase>;

export const ReportTotals = z
  .object({
    records: Count.describe('Distinct source records'),
    reached: Count.describe('Records that got through the last phase of this run'),
    verified: Count.describe('Read back from the target and found right'),
    failed: Count.describe('Did not get through a phase'),
    skipped: Count.describe('Left out, each with its reason'),
    entitiesPerMinute: z
      .number()
      .nonnegative()
      .nullable()
      .describe('`reached` by the duration, in which pauses are left out'),
    successRate: z.number().min(0).max(1).nullable().describe('`reached` / `records`; null without records'),
  })
  .meta({ description: 'The run in figures' });
export type ReportTotals = z.infer<typeof ReportTotals>;

/** `throttled`: a 429, which does not count as `4xx`. `no_answer`: time-out, reset or refused connection. */
export const AnswerClass = z
  .enum(['2xx', '3xx', '4xx', 'throttled', '5xx', 'no_answer'])
  .describe('Class of the answers; `throttled`: a 429; `no_answer`: time-out, reset or refused connection');
export type AnswerClass = z.infer<typeof AnswerClass>;

export const ReportRequests = z.object({
  side: z.enum(['source', 'target']).describe('Which of the two APIs'),
  answer: AnswerClass,
  count: Count.describe('Requests so answered'),
});
export type ReportRequests = z.infer<typeof ReportRequests>;

export const ReportFailureGroup = z.object({
  code: FailureCode,
  title: z.string().describe('The code in a few words'),
  count: Count.describe('Records that failed so'),
  explanation: z.string().describe('What the code means, in plain language'),
  advice: z.string().describe('What to do about it'),
});
export type ReportFailureGroup = z.infer<typeof ReportFailureGroup>;

export const FailureGroups = z.object({
  total: Count.describe('Failures of all causes'),
  groups: z.array(ReportFailureGroup).describe('The most frequent first'),
});

export const ReportSkip = z.object({
  entityType: EntityType,
  reason: z.string().describe('Why they are left out'),
  count: Count.describe('Records left out so'),
  examples: Examples,
});
export type ReportSkip = z.infer<typeof ReportSkip>;

export const LedgerReason = z.object({
  code: z.string().describe('Stable; `reason` is the same as a sentence'),
  reason: z.string().describe('What became of the values'),
  count: Count.describe('Values of which this became'),
  examples: Examples,
});
export type LedgerReason = z.infer<typeof LedgerReason>;

/** One pattern in the answers about one type, over all records. */
export const LedgerField = z.object({
  entityType: LedgerType,
  field: z.string().describe('The place in the answer, `[]` for any index'),
  carried: Count.nullable().describe('Values that arrive as they are; null: not counted'),
  changed: z.array(LedgerReason).describe('Values that arrive in another form'),
  dropped: z.array(LedgerReason).describe('Values that do not arrive'),
  added: z.array(LedgerReason).describe('Filled in for the target; nothing of the source, and in no sum'),
  notAsked: z.array(LedgerReason).optional().describe('Zephyr was not asked for it, by an option; in no sum'),
});
export type LedgerField = z.infer<typeof LedgerField>;

/** Closing sum of one type: each value received is in exactly one of the four, or belongs to a record that failed. */
export const LedgerSum = z.object({
  entityType: LedgerType,
  received: Count.describe('Counted on the answers of the source, whatever became of what is in them'),
  fieldsWithValue: Count.nullable().describe('The same as `received`'),
  carried: Count.describe('Values that arrive as they are'),
  unproven: Count.describe('Of the carried: not read back from the target and found right (yet)'),
  changed: Count.describe('Values that arrive in another form'),
  dropped: Count.describe('Values that do not arrive'),
  technical: Count.describe('Ids of the source, links to the answer itself, paging'),
  open: z
    .object({ records: Count.describe('Such records'), values: Count.describe('Their values') })
    .describe('Records that failed or were not transformed yet, and how many of the values are theirs'),
  closes: z.boolean().nullable().describe('carried + changed + dropped + technical = received'),
});
export type LedgerSum = z.infer<typeof LedgerSum>;

/** What the validator compares. `files` are compared by SHA-256; `foreign` counts objects that should not be there. */
export const CheckName = z
  .enum(['counts', 'content', 'relations', 'files', 'foreign'])
  .describe('What is compared; `files` by their sha256; `foreign`: objects that should not be there');
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

/** What a run has cost. Worker processes count only while they had a batch of the run in hand. */
export const ReportResources = z
  .object({
    services: z
      .array(
        z.object({
          service: z.string().describe('Name of the service'),
          processes: Count.describe('How many processes of it took part'),
          cpuSeconds: Seconds.describe('Processor time of all of them'),
          peakMemoryBytes: Count.describe('Of the largest of its processes, looked at every two seconds'),
        }),
      )
      .describe('Each service that took part'),
    databaseBytes: Count.describe('Of all migrations, when the report was made'),
    filesBytes: Count.describe(
      'Of the files of this migration in DATA_DIR/attachments; one that hangs on several records counts once',
    ),
  })
  .meta({ description: 'What the run has cost' });
export type ReportResources = z.infer<typeof ReportResources>;

/** What went wrong during the run and was recovered from. */
export const ReportRecovery = z
  .object({
    pauses: z
      .array(
        z.object({
          reason: PauseReason,
          times: Count.describe('How often'),
          seconds: Seconds.describe('How long in all'),
        }),
      )
      .describe('What the run waited for'),
    batchesTakenOver: Count.describe('Their worker was gone, and another went on'),
    batchesDoneLater: Count.describe('Batches that got through after an attempt that did not'),
    failedAnswers: Count.describe('Requests that were answered 429, failed on the server or got no answer'),
  })
  .meta({ description: 'What went wrong on the way and was recovered from' });
export type ReportRecovery = z.infer<typeof ReportRecovery>;

export const ReportView = z
  .object({
    tool: z
      .object({
        name: z.string().describe('z2q'),
        version: z.string().describe('Its version'),
        commit: z.string().nullable().optional().describe('null: neither the image nor a checkout tells it'),
      })
      .describe('What made the report'),
    generatedAt: Instant.describe('When the report was made'),
    verdict: Verdict,
    sentence: z.string().describe('The verdict in one plain sentence'),
    migration: z
      .object({
        id: MigrationId,
        name: z.string().describe('Name to show'),
        source: z
          .object({
            projectKey: z.string().describe('Key of the Jira project'),
            host: z.string().describe('Host of the API'),
          })
          .describe('The source project'),
        target: z
          .object({
            projectId: z.number().int().describe('Number of the qTest project'),
            projectName: z.string().nullable().describe('As qTest shows it; null: not seen yet'),
            host: z.string().describe('Host of the API'),
          })
          .describe('The target project'),
      })
      .describe('From where to where'),
    run: z
      .object({
        id: RunId,
        kind: RunKind,
        phases: z.array(StagePhase).describe('The phases asked for'),
        dryRun: z.boolean().optional().describe('Of a rollback: it deleted nothing'),
        state: RunState,
        startedAt: Instant.nullable().describe('null: not yet'),
        finishedAt: Instant.nullable().describe('null: not yet'),
        mappingHash: z
          .string()
          .nullable()
          .optional()
          .describe('Of the mapping that its records were transformed with'),
        recommendedAction: z.string().nullable().optional().describe('What to do, in words; null: nothing'),
        durationSeconds: Seconds.nullable().describe(
          'Without pauses; until `generatedAt` while the run is on; null before it starts',
        ),
        pausedSeconds: Seconds.describe('Paused, or over until it was opened again by a retry'),
      })
      .describe('The run that is reported on'),
    phases: z.array(ReportPhase).describe('When each phase was on'),
    counts: z.partialRecord(EntityType, CountsView).describe('Of distinct source records, by their type'),
    totals: ReportTotals,
    requests: z.array(ReportRequests).describe('Requests of the run to both APIs'),
    resources: ReportResources,
    recovery: ReportRecovery,
    failures: z
      .object({
        total: Count.describe('Failed records'),
        groups: z.array(ReportFailureGroup).describe('By their reason'),
        items: z.array(FailureItem).max(REPORTED_ITEMS).describe('The first of them; the CSV has all'),
      })
      .describe('Records that did not get through a phase'),
    skipped: z
      .object({
        total: Count.describe('Records left out'),
        reasons: z.array(ReportSkip).describe('By their reason'),
      })
      .describe('Records left out by a rule'),
    ledger: z
      .object({
        sums: z.array(LedgerSum).describe('By type'),
        fields: z.array(LedgerField).describe('By type and place in the answer'),
      })
      .describe('What became of every value that the source sent'),
    checks: z.array(ReportCheck).describe('What the validator compared on the target'),
    phaseChecks: z
      .array(PhaseCheck)
      .optional()
      .describe('What was compared before anything was on the target'),
    plan: ReportPlan.nullable()
      .optional()
      .describe('Of a run that has transformed and not loaded: what loading is going to make'),
  })
  .meta({ description: 'What a run did, with everything that it left out' });
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
