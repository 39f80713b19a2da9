import {
  type EndsAs,
  type MigrationId,
  type PauseReason,
  Phase,
  type RunId,
  type RunKind,
  type RunState,
} from '@z2q/contracts';
import { type Generated, type Selectable, sql, type Updateable } from 'kysely';
import { compileOnce } from '../compile-once.ts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { countPauseTime } from './pause-times.ts';

export type RunRow = {
  id: string;
  migration_id: string;
  kind: string;
  phases: string;
  state: string;
  pause_reason: string | null;
  recommended_action: string | null;
  resume_at: number | null;
  is_approved: Generated<number>;
  is_dry_run: Generated<number>;
  is_forced: Generated<number>;
  paused_at: Generated<number | null>;
  paused_ms: Generated<number>;
  moved_at: Generated<number | null>;
  mapping_hash: Generated<string | null>;
  reason_since: Generated<number | null>;
  ends_as: Generated<string | null>;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
};

export type Run = {
  readonly id: RunId;
  readonly migrationId: MigrationId;
  readonly kind: RunKind;
  readonly phases: readonly Phase[];
  readonly state: RunState;
  readonly pauseReason: PauseReason | null;
  readonly recommendedAction: string | null;
  /** How a run that is being stopped will end; null: an earlier release stopped it, or nobody did. */
  readonly endsAs: EndsAs | null;
  /** Epoch milliseconds at which a paused run resumes by itself; null: only a person resumes it. */
  readonly resumeAt: number | null;
  /** An operator has approved the drafts of a run with an approval gate. */
  readonly isApproved: boolean;
  /** A rollback that only reports what it would delete. */
  readonly isDryRun: boolean;
  /** A rollback that also deletes objects that somebody has changed or added to since. */
  readonly isForced: boolean;
  /** Hash of the mapping that the records were transformed with; null: none was used, or an earlier release did not note it. */
  readonly mappingHash: string | null;
  /** Milliseconds that the run was paused, without the present pause. */
  readonly pausedMs: number;
  /** Epoch milliseconds since which the run is paused. */
  readonly pausedAt: number | null;
  /** Epoch milliseconds since which the run has its present pause reason. */
  readonly reasonSince: number | null;
  /** Epoch milliseconds at which the run started, resumed or last finished a batch. */
  readonly movedAt: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

export const UNFINISHED: readonly RunState[] = ['queued', 'running', 'paused', 'cancelling'];

export async function insertRun(
  tx: Writer,
  run: Pick<
    Run,
    'id' | 'migrationId' | 'kind' | 'phases' | 'isDryRun' | 'isForced' | 'mappingHash' | 'createdAt'
  >,
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
      is_dry_run: run.isDryRun ? 1 : 0,
      is_forced: run.isForced ? 1 : 0,
      mapping_hash: run.mappingHash,
      moved_at: Date.parse(run.createdAt),
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

/** Whether batches of the run may be taken up, as of this transaction. */
export async function isRunning(db: InRun<Reader>): Promise<boolean> {
  const { rows } = await selectState(db, { runId: db.runId });
  return rows[0]?.state === 'running';
}

const selectState = compileOnce((db: Reader, { runId }: { readonly runId: RunId }) =>
  db.selectFrom('runs').select('state').where('id', '=', runId),
);

/** The unfinished run of a migration. There is at most one: two would create everything twice. */
export async function findUnfinishedRun(db: Reader, migrationId: MigrationId): Promise<Run | undefined> {
  const row = await db
    .selectFrom('runs')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('state', 'in', UNFINISHED)
    .executeTakeFirst();
  return row && toRun(row);
}

/** The last 100 finished runs, newest first: enough for a caller to notice each end soon after it. */
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

export async function countRunsByState(db: Reader): Promise<ReadonlyMap<RunState, number>> {
  const rows = await db
    .selectFrom('runs')
    .select((eb) => ['state', eb.fn.countAll().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state as RunState, Number(row.count)]));
}

/** Starts a queued run when its first batch is taken up. */
export async function markRunning(tx: Writer, id: RunId, now: string): Promise<void> {
  await tx
    .updateTable('runs')
    .set({ state: 'running', started_at: now })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute();
}

/** Notes that a run has made progress. */
export async function noteMove(tx: Writer, id: RunId, nowMs: number): Promise<void> {
  await tx.updateTable('runs').set({ moved_at: nowMs }).where('id', '=', id).execute();
}

/** Takes a run that is queued, running or paused out of that state for good. Another run stays as it is. */
export async function closeRun(
  tx: Writer,
  id: RunId,
  changes: Pick<Updateable<RunRow>, 'state' | 'ends_as' | 'recommended_action' | 'finished_at'>,
  nowMs: number,
): Promise<void> {
  await countPauseTime(tx, id, nowMs);
  await tx
    .updateTable('runs')
    .set({ ...OPEN, paused_ms: pausedUntil(nowMs), ...changes })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running', 'paused'])
    .execute();
}

/** Ends a run whose stages are all done. */
export const finishRun = (
  tx: Writer,
  id: RunId,
  state: 'completed' | 'completed_with_failures',
  now: string,
): Promise<void> => closeRun(tx, id, { state, finished_at: now }, Date.parse(now));

/** Reopens a finished run to retry failed records. The time since its end counts as a pause. */
export async function reopenRun(
  tx: Writer,
  run: { readonly id: RunId; readonly finishedAt: string | null },
  now: string,
): Promise<void> {
  const idleMs = run.finishedAt === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(run.finishedAt));
  await tx
    .updateTable('runs')
    .set((eb) => ({
      ...OPEN,
      state: STARTED_OR_QUEUED,
      moved_at: Date.parse(now),
      paused_ms: eb('paused_ms', '+', idleMs),
      finished_at: null,
    }))
    .where('id', '=', run.id)
    .execute();
}

export const OPEN = {
  pause_reason: null,
  recommended_action: null,
  resume_at: null,
  paused_at: null,
} as const;
export const STARTED_OR_QUEUED = sql<string>`case when started_at is null then 'queued' else 'running' end`;

/** SQL for `paused_ms` including the present pause. A pause before the start does not count. */
export const pausedUntil = (nowMs: number) =>
  sql<number>`paused_ms + case when paused_at is null or started_at is null or paused_at > ${nowMs} then 0
    else ${nowMs} - paused_at end`;

export const toRun = (row: Selectable<RunRow>): Run => ({
  id: row.id as RunId,
  migrationId: row.migration_id as MigrationId,
  kind: row.kind as RunKind,
  phases: Phase.array().parse(JSON.parse(row.phases)),
  state: row.state as RunState,
  pauseReason: row.pause_reason as PauseReason | null,
  recommendedAction: row.recommended_action,
  endsAs: row.ends_as as EndsAs | null,
  resumeAt: row.resume_at,
  isApproved: row.is_approved === 1,
  isDryRun: row.is_dry_run === 1,
  isForced: row.is_forced === 1,
  mappingHash: row.mapping_hash,
  pausedMs: row.paused_ms,
  pausedAt: row.paused_at,
  reasonSince: row.reason_since,
  movedAt: row.moved_at ?? Date.parse(row.created_at),
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});
