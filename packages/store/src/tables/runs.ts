import {
  type MigrationId,
  type PauseReason,
  Phase,
  type RunId,
  type RunKind,
  type RunState,
} from '@z2q/contracts';
import type { Selectable } from 'kysely';
import type { RunRow } from '../database.ts';
import type { Reader, Writer } from '../store.ts';

export type Run = {
  readonly id: RunId;
  readonly migrationId: MigrationId;
  readonly kind: RunKind;
  readonly phases: readonly Phase[];
  readonly state: RunState;
  readonly pauseReason: PauseReason | null;
  readonly recommendedAction: string | null;
  /** Epoch milliseconds at which a paused run tries again by itself; null: only a person resumes it. */
  readonly resumeAt: number | null;
  /** A person has looked at the drafts of a gated run. */
  readonly isApproved: boolean;
  /** Milliseconds it stood still, without the pause it is in. */
  readonly pausedMs: number;
  /** Epoch milliseconds since which it is paused. */
  readonly pausedAt: number | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

export async function insertRun(
  tx: Writer,
  run: Pick<Run, 'id' | 'migrationId' | 'kind' | 'phases' | 'createdAt'>,
): Promise<void> {
  await tx
    .insertInto('runs')
    .values({
      id: run.id,
      migration_id: run.migrationId,
      kind: run.kind,
      phases: JSON.stringify(run.phases),
      state: 'queued',
      pause_reason: null,
      recommended_action: null,
      resume_at: null,
      created_at: run.createdAt,
      started_at: null,
      finished_at: null,
    })
    .execute();
}

export async function findRun(db: Reader, id: RunId): Promise<Run | undefined> {
  const row = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toRun(row);
}

export async function listRunsOf(db: Reader, migrationId: MigrationId): Promise<readonly Run[]> {
  const rows = await db
    .selectFrom('runs')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .orderBy('created_at')
    .execute();
  return rows.map(toRun);
}

/** The run of a migration that is not over; at most one, since two would create everything twice. */
export async function findUnfinishedRun(db: Reader, migrationId: MigrationId): Promise<Run | undefined> {
  const row = await db
    .selectFrom('runs')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('state', 'in', ['queued', 'running', 'paused'])
    .executeTakeFirst();
  return row && toRun(row);
}

/** Runs that are over, the newest first; enough of them to notice each one soon after its end. */
export async function listFinishedRuns(db: Reader): Promise<readonly Run[]> {
  const rows = await db
    .selectFrom('runs')
    .selectAll()
    .where('finished_at', 'is not', null)
    .orderBy('finished_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(toRun);
}

/** Paused runs whose time to try again has come. */
export async function listRunsToResume(db: Reader, nowMs: number): Promise<readonly RunId[]> {
  const rows = await db
    .selectFrom('runs')
    .select('id')
    .where('state', '=', 'paused')
    .where('resume_at', '<=', nowMs)
    .execute();
  return rows.map((row) => row.id as RunId);
}

const toRun = (row: Selectable<RunRow>): Run => ({
  id: row.id as RunId,
  migrationId: row.migration_id as MigrationId,
  kind: row.kind as RunKind,
  phases: Phase.array().parse(JSON.parse(row.phases)),
  state: row.state as RunState,
  pauseReason: row.pause_reason as PauseReason | null,
  recommendedAction: row.recommended_action,
  resumeAt: row.resume_at,
  isApproved: row.is_approved === 1,
  pausedMs: row.paused_ms,
  pausedAt: row.paused_at,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});
