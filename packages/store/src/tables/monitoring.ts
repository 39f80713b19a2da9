import type { EntityType, PauseReason, RunId, RunKind, RunState, StagePhase } from '@z2q/contracts';
import { sql } from 'kysely';
import type { Reader } from '../store.ts';
import type { CountColumn } from './counts.ts';
import { isDue } from './leases.ts';
import { UNFINISHED } from './runs.ts';

/** What monitoring shows of a run. */
export type MonitoredRun = {
  readonly id: RunId;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly pauseReason: PauseReason | null;
  /** Key of the source project. */
  readonly projectKey: string;
  readonly targetProjectId: number;
  /** Epoch milliseconds at which the run started, resumed or last finished a batch. */
  readonly movedAt: number;
};

/**
 * Unfinished runs, then finished ones, each newest first. The number is limited, because a monitoring system keeps a
 * series for every run it has seen.
 */
export async function listMonitoredRuns(db: Reader, limit: number): Promise<readonly MonitoredRun[]> {
  const rows = await db
    .selectFrom('runs')
    .innerJoin('migration_state as migration', 'migration.id', 'runs.migration_id')
    .select(['runs.id', 'runs.kind', 'runs.state', 'runs.pause_reason', 'runs.moved_at', 'runs.created_at'])
    .select(['migration.source_project_key', 'migration.target_project_id'])
    .orderBy((eb) => eb.case().when('runs.state', 'in', UNFINISHED).then(0).else(1).end())
    .orderBy('runs.created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id as RunId,
    kind: row.kind as RunKind,
    state: row.state as RunState,
    pauseReason: row.pause_reason as PauseReason | null,
    projectKey: row.source_project_key,
    targetProjectId: row.target_project_id,
    movedAt: row.moved_at ?? Date.parse(row.created_at),
  }));
}

const SHOWN = [
  'source',
  'extracted',
  'transformed',
  'loaded',
  'verified',
  'failed',
  'skipped',
  'created',
  'updated',
  'unchanged',
  'vanished',
  'conflict',
] as const satisfies readonly CountColumn[];

export type MonitoredRecords = {
  readonly runId: RunId;
  readonly entityType: EntityType;
  readonly counts: Readonly<Record<CountColumn, number>>;
};

/** The counts of the given runs. */
export async function listMonitoredRecords(
  db: Reader,
  runs: readonly RunId[],
): Promise<readonly MonitoredRecords[]> {
  if (runs.length === 0) return [];
  const rows = await db
    .selectFrom('run_counts')
    .select(['run_id', 'entity_type', ...SHOWN])
    .where('run_id', 'in', runs)
    .execute();
  return rows.map(({ run_id, entity_type, ...counts }) => ({
    runId: run_id as RunId,
    entityType: entity_type as EntityType,
    counts,
  }));
}

/** Unfinished batches of one phase, over all open stages of unfinished runs. */
export type BatchesLeft = {
  readonly phase: StagePhase;
  /**
   * `due`: a worker could take the batch up. `waiting`: its time has not come, or its run is paused. `active`: a live
   * worker has it.
   */
  readonly state: 'due' | 'waiting' | 'active';
  readonly count: number;
  /** Epoch milliseconds at which the oldest of the batches was added, taken up or handed back. */
  readonly since: number;
};

/** Reads every unfinished batch of open stages. */
export async function countBatchesLeft(db: Reader, nowMs: number): Promise<readonly BatchesLeft[]> {
  const due = isDue(nowMs);
  const rows = await db
    .selectFrom('run_stages as stage')
    .innerJoin('runs', 'runs.id', 'stage.run_id')
    .innerJoin('entity_batch_state as batch', (join) =>
      join
        .onRef('batch.run_id', '=', 'stage.run_id')
        .onRef('batch.phase', '=', 'stage.phase')
        .onRef('batch.entity_type', '=', 'stage.entity_type'),
    )
    .select('stage.phase')
    .select([
      sql<
        BatchesLeft['state']
      >`case when ${due} then case when runs.state in ('queued', 'running') then 'due' else 'waiting' end
        when batch.state = 'active' then 'active' else 'waiting' end`.as('progress'),
      sql<number>`count(*)`.as('count'),
    ])
    .select((eb) => eb.fn.min('batch.updated_at').as('since'))
    .where('runs.state', 'in', UNFINISHED)
    .where('stage.state', '=', 'open')
    .where('batch.state', '<>', 'done')
    .groupBy(['stage.phase', 'progress'])
    .execute();
  return rows.map((row) => ({
    phase: row.phase as StagePhase,
    state: row.progress,
    count: Number(row.count),
    since: Date.parse(row.since),
  }));
}
