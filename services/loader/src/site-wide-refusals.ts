import type { EntityType, MigrationId } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import { type BatchContext, PauseRunError } from '@z2q/runtime';

/** How many equal refusals, before any success, pause the run. */
const FEW = 3;

/** Reports the outcome of a batch's records. */
export type BatchRefusals = {
  readonly accepted: () => void;
  /** @throws {PauseRunError} when the site has refused the first records of the type for the same reason. */
  readonly refused: (error: unknown) => void;
};
export type SiteWideRefusals = {
  readonly begin: (context: BatchContext, type: EntityType) => BatchRefusals;
};

type Seen = {
  accepted: number;
  readonly refused: Map<string, number>;
  /** Number of the last batch that had begun when the run was paused; a person has resumed the run for later batches. */
  pausedAt: number | null;
};

/**
 * Tells a refusal of a whole type of records from that of a single record: it hits the first records and is always the
 * same. After the operator has resumed the run, each refused record fails by itself.
 */
export function createSiteWideRefusals(): SiteWideRefusals {
  const runs = new Map<string, Seen>();
  let begun = 0;
  return {
    begin: ({ run, migration }, type) => {
      const key = keyOf(migration.id, run.id, type);
      const seen = runs.get(key) ?? { accepted: 0, refused: new Map(), pausedAt: null };
      runs.set(key, seen);
      begun += 1;
      const number = begun;
      return {
        accepted: () => {
          seen.accepted += 1;
        },
        refused: (error) => {
          if (!(error instanceof HttpError) || error.details.side !== 'target') return;
          if (!isSiteWide(seen, error, number)) return;
          seen.pausedAt ??= begun;
          throw toPause(type, error);
        },
      };
    },
  };
}

function isSiteWide(seen: Seen, error: HttpError, number: number): boolean {
  const reason = reasonOf(error);
  const count = (seen.refused.get(reason) ?? 0) + 1;
  seen.refused.set(reason, count);
  if (seen.pausedAt !== null) return number <= seen.pausedAt;
  return count >= FEW && seen.accepted === 0;
}

const keyOf = (migrationId: MigrationId, runId: string, type: EntityType): string =>
  `${migrationId} ${runId} ${type}`;

/** The reason without the id of the single object. */
const reasonOf = ({ details }: HttpError): string =>
  `${details.status} ${details.method} ${details.path.replace(/\/\d+(?=\/|$)/g, '/…')}`;

const NOUNS: Readonly<Record<EntityType, string>> = {
  folder: 'folders',
  test_case: 'test cases',
  test_cycle: 'test cycles',
  test_plan: 'test plans',
  test_execution: 'executions',
  attachment: 'files',
};

function toPause(type: EntityType, error: HttpError): PauseRunError {
  const isApproval = error.details.path.endsWith('/approve');
  const way = isApproval
    ? 'Have the site take approvals by the API and resume; or cancel the run, roll back, and make the migration anew with the option approve=false.'
    : type === 'attachment'
      ? 'Correct that and resume; or cancel the run, roll back, and make the migration anew with the option attachments=none.'
      : 'Correct on the site what the message names, and resume.';
  return new PauseRunError({
    reason: 'target_refuses',
    action: `qTest refuses the first ${NOUNS[type]} for the same reason, and has accepted none yet: ${error.message}. ${way} If you resume without a change, the run goes on and leaves out what is refused.`,
    tryAgainMs: null,
  });
}
