import { z } from 'zod';
import { EntityType } from './entity-type.ts';
import { FailureCode } from './failure.ts';
import { MigrationId, RunId } from './ids.ts';
import { StagePhase } from './job.ts';
import { Phase, Phases } from './phase.ts';
import { PauseReason, RunState } from './run-state.ts';
import { StoppingView } from './stopping.ts';

/** Requests and answers about runs. */

const Instant = z.iso.datetime();
const Count = z.number().int().nonnegative();

export const CountsView = z
  .object({
    source: Count.describe(
      'Distinct source records; of a rollback, those the migration has on the target as it begins',
    ),
    extracted: Count.describe('Records read from the source'),
    transformed: Count.describe('Records of which a draft for the target was made'),
    loaded: Count.describe('Records on the target by this run; of a rollback, those it has taken away again'),
    verified: Count.describe('Records read back from the target and found right'),
    failed: Count.describe(
      'Records that did not get through a phase; of a rollback, also fields and containers that have to stay',
    ),
    skipped: Count.describe('Records left out, each with its reason in the report'),
    created: Count.optional().describe(
      "From a migration's second run on: records made on the target by this run",
    ),
    updated: Count.optional().describe('Records on the target already, and changed by this run'),
    unchanged: Count.optional().describe('Records on the target already as they are in the source'),
    vanished: Count.optional().describe('Records gone from the source; left alone on the target'),
    conflict: Count.optional().describe('Records edited on the target since; left alone there'),
  })
  .meta({ description: 'How many records of one type got through each phase' });
export type CountsView = z.infer<typeof CountsView>;

/** The count that shows the progress of a phase. In a rollback, `loaded` counts the records that were undone. */
export const COUNT_OF_PHASE = {
  extract: 'extracted',
  transform: 'transformed',
  load: 'loaded',
  validate: 'verified',
  rollback: 'loaded',
} as const satisfies Record<StagePhase, keyof CountsView>;

export const RunKind = z.enum(['migrate', 'rollback']).describe('What the run does');
export type RunKind = z.infer<typeof RunKind>;

const StalledView = z.object({
  since: Instant.describe('When the run last made progress'),
  why: z.string().describe('What it waits for, and what to do if something has to be done'),
});

export const RunView = z
  .object({
    id: RunId,
    migrationId: MigrationId,
    kind: RunKind,
    phases: z.array(Phase).describe('The phases asked for; of a rollback none'),
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
    phase: StagePhase.nullable().describe(
      'The earliest phase that is not done; null before the first and after the last',
    ),
    pauseReason: PauseReason.nullable().describe('What a paused run waits for; null: it is not paused'),
    recommendedAction: z.string().nullable().describe('What to do, in words; null: nothing'),
    stalled: StalledView.nullable()
      .optional()
      .describe(
        'Why nothing was finished for 60 s, or since a pause that it tries to end, although work is left; null while the run makes progress, is paused or is over',
      ),
    stopping: StoppingView.nullable()
      .optional()
      .describe('How a run that is `cancelling` will end, and why; null: it is in another state'),
    counts: z.partialRecord(EntityType, CountsView).describe('Of distinct source records, by their type'),
    createdAt: Instant.describe('When it was asked for'),
    startedAt: Instant.nullable().describe('When a worker first took it up; null: not yet'),
    finishedAt: Instant.nullable().describe('When it was over; null: not yet'),
    entitiesPerMinute: z.number().nonnegative().nullable().describe('Pauses are left out'),
    etaSeconds: z
      .number()
      .nonnegative()
      .nullable()
      .describe('Null while the run is queued, paused, stalled or over, and until something is done'),
  })
  .meta({
    description: 'A run: its state, and how far it is',
    examples: [
      {
        id: '0f4b1c5e-5c0e-4a52-9d0a-6a4f6f1f2b11',
        migrationId: '5b2f0d0a-6c1f-4d57-8f0e-3f6c6e6d9a02',
        kind: 'migrate',
        phases: ['extract', 'transform', 'load', 'validate'],
        state: 'running',
        phase: 'load',
        pauseReason: null,
        recommendedAction: null,
        counts: {
          test_case: {
            source: 5068,
            extracted: 5068,
            transformed: 5068,
            loaded: 4100,
            verified: 0,
            failed: 2,
            skipped: 0,
          },
        },
        createdAt: '2026-03-01T12:00:00.000Z',
        startedAt: '2026-03-01T12:00:01.000Z',
        finishedAt: null,
        entitiesPerMinute: 812,
        etaSeconds: 71,
      },
    ],
  });
export type RunView = z.infer<typeof RunView>;

export const RollBack = z
  .strictObject({
    dryRun: z
      .boolean()
      .optional()
      .describe('Deletes nothing, and reports what would be deleted and what would stay'),
    force: z
      .boolean()
      .optional()
      .describe(
        'Deletes also what somebody has changed or built upon since, never what does not show our key',
      ),
  })
  .meta({ examples: [{ dryRun: true }] });
export type RollBack = z.infer<typeof RollBack>;

export const StartRun = z
  .strictObject({ phases: Phases.optional() })
  .meta({ examples: [{ phases: ['extract', 'transform'] }] });

export const RetryRun = z
  .strictObject({
    entityType: EntityType.optional().describe('Only records of this type'),
    code: FailureCode.optional().describe('Only records that failed for this reason'),
    sourceIds: z
      .array(z.string())
      .min(1)
      .max(1000)
      .optional()
      .describe('Only these records, by their ids in Zephyr'),
    sourceKeys: z
      .array(z.string())
      .min(1)
      .max(1000)
      .optional()
      .describe('As reports show them; with `sourceIds`, records named by either'),
  })
  .meta({ examples: [{ entityType: 'attachment', code: 'attachment_unavailable' }] });
export type RetryRun = z.infer<typeof RetryRun>;

export const AcceptedRun = z.object({ id: RunId });
export type AcceptedRun = z.infer<typeof AcceptedRun>;
export const Requeued = z.object({ requeued: Count.describe('Records that will be tried again') });
export type Requeued = z.infer<typeof Requeued>;
