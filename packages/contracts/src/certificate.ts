import { z } from 'zod';
import { EntityType } from './entity-type.ts';
import { FailureCode } from './failure.ts';
import { RunId } from './ids.ts';
import { StagePhase } from './job.ts';
import { LedgerType } from './ledger-type.ts';
import { MigrationOptions } from './options.ts';
import { ReportCheck, ReportFailureGroup, ReportView } from './report.ts';
import { RunState } from './run-state.ts';
import { RunKind } from './run-views.ts';

const Instant = z.iso.datetime();
const Count = z.number().int().nonnegative();
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Why a migration is not certified. */
export const CertificateGapCode = z
  .enum([
    'never_validated',
    'run_under_way',
    'rolled_back',
    'not_validated_since',
    'not_completed',
    'nothing_there',
    'records_failed',
    'records_unverified',
    'check_not_passed',
    'values_open',
    'settings_changed',
    'not_hashed',
    'to_do_first',
    'not_verified',
  ])
  .describe('What stands in the way of a certificate. Stable: scripts filter on it');
export type CertificateGapCode = z.infer<typeof CertificateGapCode>;

export const CertificateGap = z
  .object({
    code: CertificateGapCode,
    failureCode: FailureCode.optional().describe('Of `records_failed`: why they failed'),
    message: z.string().describe('What is missing, in plain words'),
    advice: z.string().describe('What to do about it'),
  })
  .meta({ description: 'Something that stands in the way of a certificate' });
export type CertificateGap = z.infer<typeof CertificateGap>;

const CertifiedRun = z.object({
  id: RunId,
  kind: RunKind,
  phases: z.array(StagePhase).describe('The phases asked for'),
  dryRun: z.boolean().optional().describe('Of a rollback: it deleted nothing'),
  state: RunState,
  startedAt: Instant.nullable().describe('null: not yet'),
  finishedAt: Instant.nullable().describe('null: not yet'),
});

const CertifiedContent = z.object({
  records: Count.describe('Verified records that both hashes are over'),
  source: Hash.nullable().describe(
    'SHA-256 over the hashes of the records as read from the source and translated; null: one is not known',
  ),
  target: Hash.nullable().describe(
    'SHA-256 over the hashes of their objects as read back from the target; null: one is not known',
  ),
});
export type CertifiedContent = z.infer<typeof CertifiedContent>;

const CertifiedType = z.object({
  entityType: EntityType,
  received: Count.describe('Distinct records of the source'),
  verified: Count.describe('Read back from the target and found right'),
  failed: Count.describe('Short of a phase'),
  leftOut: z
    .array(
      z.object({
        reason: z.string().describe('Why, in words'),
        count: Count.describe('Records left out so'),
      }),
    )
    .describe('Records left out by a rule'),
  content: CertifiedContent.describe('What the content of both sides comes to'),
});
export type CertifiedType = z.infer<typeof CertifiedType>;

const CertifiedValues = z.object({
  entityType: LedgerType,
  received: Count.describe('Values that the source sent'),
  carried: Count.describe('Arrive as they are'),
  changed: Count.describe('Arrive otherwise'),
  dropped: Count.describe('Do not arrive'),
  technical: Count.describe('Ids of the source, links to the answer itself, paging'),
  reasons: z
    .array(
      z.object({
        outcome: z.enum(['changed', 'dropped', 'not_asked']).describe('What became of the values'),
        code: z.string().describe('Stable; `reason` is the same as a sentence'),
        count: Count.describe('Values of which this became'),
        reason: z.string().describe('Why, in words; where it differs by field, that of the most values'),
      }),
    )
    .describe('What does not arrive as it was, by its reason'),
});
export type CertifiedValues = z.infer<typeof CertifiedValues>;

/** The JSON answer of `GET /v1/migrations/:id/certificate`. Stable: fields are added, never renamed or dropped. */
export const CertificateView = z
  .object({
    tool: ReportView.shape.tool.describe('What made the certificate'),
    generatedAt: Instant.describe('When the certificate was made'),
    certified: z.boolean().describe('Whether everything is there; if not, `gaps` says what is missing'),
    sentence: z.string().describe('The same in one plain sentence'),
    gaps: z.array(CertificateGap).describe('What stands in the way; none if certified'),
    migration: ReportView.shape.migration,
    createdAt: Instant.describe('When the migration was created'),
    mapping: z.object({ hash: Hash.describe('SHA-256 of the mapping') }).describe('How names were mapped'),
    options: z
      .object({ hash: Hash.describe('SHA-256 of the options'), values: MigrationOptions })
      .describe('How the migration was made'),
    validation: CertifiedRun.nullable().describe('The newest run that validated; null: none has'),
    runs: z.array(CertifiedRun).describe('All runs of the migration, oldest first'),
    types: z.array(CertifiedType).describe('Records by type, as the validation found them'),
    values: z.array(CertifiedValues).describe('Values by type'),
    failures: z.array(ReportFailureGroup).describe('Failures left, by their reason'),
    checks: z.array(ReportCheck).describe('What the validator compared on the target'),
  })
  .meta({ description: 'What a migration has come to, to be signed; or why it cannot be' });
export type CertificateView = z.infer<typeof CertificateView>;
