import { z } from 'zod';
import { EntityType, MappedType } from './entity-type.ts';
import { FailureCode } from './failure.ts';
import { Forecast } from './forecast.ts';
import { MigrationId, RunId } from './ids.ts';
import { StagePhase, StageType } from './job.ts';
import { LEDGER_OUTCOMES } from './ledger.ts';
import { LedgerCodeName } from './ledger-codes.ts';
import { LedgerType } from './ledger-type.ts';
import { MappingFile } from './mapping-file.ts';
import { ChangedOptions, MigrationOptions } from './options.ts';
import { Phase, Phases } from './phase.ts';
import { ProjectAddress } from './project-address.ts';
import { PauseReason, RunState } from './run-state.ts';

/** The answers of the control API; their schemas are its OpenAPI document and what the command line parses. */

const Instant = z.iso.datetime();
const Count = z.number().int().nonnegative();

export const CountsView = z.object({
  source: Count.describe(
    'Distinct source records; of a rollback, those the migration has on the target as it begins',
  ),
  extracted: Count,
  transformed: Count,
  loaded: Count.describe('Records on the target by this run; of a rollback, those it has taken away again'),
  verified: Count,
  failed: Count.describe(
    'Records short of a phase; of a rollback, also fields and containers that have to stay',
  ),
  skipped: Count.describe('Records left out, each with its reason in the report'),
  created: Count.optional(),
  updated: Count.optional(),
  unchanged: Count.optional(),
  vanished: Count.optional(),
  conflict: Count.optional(),
});
export type CountsView = z.infer<typeof CountsView>;

/** Which count tells how far a phase is. Of a rollback, `loaded` counts the records undone. */
export const COUNT_OF_PHASE = {
  extract: 'extracted',
  transform: 'transformed',
  load: 'loaded',
  validate: 'verified',
  rollback: 'loaded',
} as const satisfies Record<StagePhase, keyof CountsView>;

export const RunKind = z.enum(['migrate', 'rollback']);
export type RunKind = z.infer<typeof RunKind>;

const StalledView = z.object({
  since: Instant.describe('When the run last got anywhere'),
  why: z.string().describe('What it waits for, and what to do if anything'),
});

export const RunView = z.object({
  id: RunId,
  migrationId: MigrationId,
  kind: RunKind,
  phases: z.array(Phase),
  dryRun: z.boolean().optional().describe('Of a rollback: it deletes nothing'),
  force: z.boolean().optional().describe('Of a rollback: it deletes also what was changed since'),
  mappingHash: z
    .string()
    .nullable()
    .optional()
    .describe(
      'Of the mapping that its records were transformed with; null where none was used, or it was not noted',
    ),
  state: RunState,
  phase: StagePhase.nullable(),
  pauseReason: PauseReason.nullable(),
  recommendedAction: z.string().nullable(),
  stalled: StalledView.nullable()
    .optional()
    .describe(
      'Why nothing was finished for 60 s though work is left; null while the run gets on, is paused or over',
    ),
  counts: z.partialRecord(EntityType, CountsView),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  entitiesPerMinute: z.number().nonnegative().nullable().describe('Pauses are left out'),
  etaSeconds: z
    .number()
    .nonnegative()
    .nullable()
    .describe('Null while the run is queued, paused or over, and until something is done'),
});
export type RunView = z.infer<typeof RunView>;

export const MigrationView = z.object({
  id: MigrationId,
  name: z.string(),
  source: z.object({ projectKey: z.string() }),
  target: z.object({ projectId: z.number().int() }),
  mapping: MappingFile,
  mappingHash: z
    .string()
    .describe('Two mappings that say the same have the same; each run tells with which it was made'),
  options: MigrationOptions,
  createdAt: Instant,
  runs: z.array(RunView),
});
export type MigrationView = z.infer<typeof MigrationView>;

export const ProjectKey = z.string().regex(/^[A-Z][A-Z0-9_]+$/, 'must be a Jira project key such as WEB');
export const ProjectId = z.number().int().positive();

export const CreateMigration = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  source: z.strictObject({ projectKey: ProjectKey }),
  target: z.strictObject({ projectId: ProjectId }),
  mapping: MappingFile.optional(),
  options: MigrationOptions.optional(),
  allowTwin: z
    .boolean()
    .optional()
    .describe('Wanted beside another migration of the same projects, though everything will be there twice'),
});
export type CreateMigration = z.infer<typeof CreateMigration>;

export const ChangeMigration = z
  .strictObject({
    name: z.string().min(1).max(200).optional(),
    mapping: MappingFile.optional().describe('In place of the one it has'),
    options: ChangedOptions.optional().describe('Those that are to change; the others stay'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'says nothing to change');
export type ChangeMigration = z.infer<typeof ChangeMigration>;

export const RollBack = z.strictObject({
  dryRun: z
    .boolean()
    .optional()
    .describe('Deletes nothing, and reports what would be deleted and what would stay'),
  force: z
    .boolean()
    .optional()
    .describe('Deletes also what somebody has changed or built upon since, never what does not show our key'),
});
export type RollBack = z.infer<typeof RollBack>;

export const MoveSites = z.strictObject({ source: z.url().optional(), target: z.url().optional() });
export type MoveSites = z.infer<typeof MoveSites>;
export const SitesView = z.object({
  source: ProjectAddress.nullable(),
  target: ProjectAddress.nullable(),
});
export type SitesView = z.infer<typeof SitesView>;

export const StartRun = z.strictObject({ phases: Phases.optional() });

export const RetryRun = z.strictObject({
  entityType: EntityType.optional(),
  code: FailureCode.optional(),
  sourceIds: z.array(z.string()).min(1).max(1000).optional(),
  sourceKeys: z
    .array(z.string())
    .min(1)
    .max(1000)
    .optional()
    .describe('As reports show them; with `sourceIds`, records named by either'),
});
export type RetryRun = z.infer<typeof RetryRun>;

export const PreflightCheck = z.object({
  name: z.string(),
  status: z.enum(['ok', 'warning', 'failed']),
  detail: z.string(),
  fix: z.string().optional(),
});
export type PreflightCheck = z.infer<typeof PreflightCheck>;
export const PreflightView = z.object({
  ok: z.boolean(),
  checks: z.array(PreflightCheck),
  forecast: Forecast.nullable().optional().describe('null: records could not be counted'),
});
export type PreflightView = z.infer<typeof PreflightView>;

const PageLinks = {
  sourceUrl: z.string().optional().describe("The record's page in Jira, where its address is configured"),
  targetUrl: z.string().optional().describe("The object's page in qTest, where there is one"),
};

export const IdMapItem = z.object({
  entityType: MappedType,
  sourceId: z.string(),
  sourceKey: z.string().nullable(),
  targetId: z.number().int(),
  targetPid: z.string().optional(),
  adopted: z
    .boolean()
    .optional()
    .describe('It was there before this migration, whose rollback leaves it there'),
  runId: RunId,
  ...PageLinks,
});
export type IdMapItem = z.infer<typeof IdMapItem>;

/** What became of one value that the source sent. */
export const LedgerItem = z.object({
  entityType: LedgerType,
  sourceId: z.string(),
  sourceKey: z.string().nullable(),
  path: z.string().describe('Its place in the answer'),
  outcome: z.enum(LEDGER_OUTCOMES),
  code: LedgerCodeName.describe('Stable; `message` is the same as a sentence'),
  message: z.string(),
  before: z.string().nullable().describe('In Zephyr, cut at 1,000 characters'),
  after: z.string().nullable().describe('On the target'),
});
export type LedgerItem = z.infer<typeof LedgerItem>;

export const CheckpointItem = z.object({
  phase: StagePhase,
  entityType: StageType,
  batch: Count,
  state: z.enum(['pending', 'active', 'done']),
  size: Count,
  attempts: Count,
  updatedAt: Instant,
});
export type CheckpointItem = z.infer<typeof CheckpointItem>;

export const FailureItem = z.object({
  phase: StagePhase,
  entityType: MappedType,
  sourceId: z.string(),
  sourceKey: z.string().nullable(),
  ownerKey: z.string().optional().describe('Of a file: the test case, cycle, plan or execution it hangs on'),
  code: FailureCode,
  message: z.string(),
  attempts: Count,
  at: Instant,
  ...PageLinks,
});
export type FailureItem = z.infer<typeof FailureItem>;

export const WorkerView = z.object({
  service: z.string(),
  id: z.string(),
  host: z.string(),
  since: Instant,
  jobsInHand: Count,
});
export type WorkerView = z.infer<typeof WorkerView>;
/** A worker that has not reported for this long is taken to be gone. */
export const WORKER_ALIVE_MS = 10_000;

export const AuditItem = z.object({
  at: Instant,
  who: z.string().describe('The role of the token that was shown, and the address it came from'),
  act: z.string().describe('The operation, as this document calls it'),
  on: z.string().describe('What it was done to'),
  detail: z.string().describe('What else was asked for, and what came of it'),
});
export type AuditItem = z.infer<typeof AuditItem>;

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  fix: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** One page of a list; `nextCursor` is opaque, and null at the end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A migration in a list: without its mapping and runs. */
export const MigrationItem = MigrationView.omit({
  mapping: true,
  mappingHash: true,
  options: true,
  runs: true,
});
export type MigrationItem = z.infer<typeof MigrationItem>;

export const CreatedMigration = z.object({ id: MigrationId });
export type CreatedMigration = z.infer<typeof CreatedMigration>;
export const AcceptedRun = z.object({ id: RunId });
export type AcceptedRun = z.infer<typeof AcceptedRun>;
export const Requeued = z.object({ requeued: Count });
export type Requeued = z.infer<typeof Requeued>;
export const WorkersView = pageOf(WorkerView);
export type WorkersView = z.infer<typeof WorkersView>;
