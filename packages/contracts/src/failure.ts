import { z } from 'zod';

/** Why a record did not get through a phase. Stable: scripts filter by it. */
export const FailureCode = z
  .enum([
    'source_record_unreadable',
    'source_record_gone',
    'source_refused',
    'source_error',
    'attachment_unavailable',
    'reference_unresolved',
    'draft_invalid',
    'target_refused',
    'target_too_large',
    'target_error',
    'update_unsupported',
    'conflict_on_target',
    'dependency_failed',
    'worker_lost',
    'missing_on_target',
    'double_on_target',
    'altered_on_target',
    'misplaced_on_target',
    'foreign_on_target',
    'rollback_blocked',
    'changed_on_target',
  ])
  .describe('Why the record did not get through the phase. Stable: scripts filter on it');
export type FailureCode = z.infer<typeof FailureCode>;

/** A record that did not get through a phase. Stored, never thrown. */
export type RecordFailure = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly code: FailureCode;
  /** What happened and what to do; contains no secret and at most 2,000 characters. */
  readonly message: string;
};
