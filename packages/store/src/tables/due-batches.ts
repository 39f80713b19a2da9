import {
  BatchJob,
  type BatchKind,
  type QueueName,
  queueOf,
  type StagePhase,
  type StageType,
  type WorkableBatch,
} from '@z2q/contracts';
import { priorityOf, stageRule } from '@z2q/pipeline';
import type { Reader } from '../store.ts';
import { isDue } from './leases.ts';

type OpenStage = {
  readonly runId: string;
  readonly phase: StagePhase;
  readonly type: StageType;
  readonly projectKey: string;
};

/**
 * Batches of the given queues that a worker could take up now, in working order. Every worker asks twice a second, so
 * this reads only open stages, however many batches wait in others.
 */
export async function listDueBatches(
  db: Reader,
  queues: readonly QueueName[],
  nowMs: number,
  limit: number,
): Promise<readonly WorkableBatch[]> {
  const jobs: WorkableBatch[] = [];
  for (const stage of await listOpenStages(db, queues)) {
    if (jobs.length >= limit) break;
    jobs.push(...(await listDueOf(db, stage, nowMs, limit - jobs.length)));
  }
  return jobs;
}

async function listOpenStages(db: Reader, queues: readonly QueueName[]): Promise<readonly OpenStage[]> {
  const rows = await db
    .selectFrom('run_stages as stage')
    .innerJoin('runs', 'runs.id', 'stage.run_id')
    .innerJoin('migration_state as migration', 'migration.id', 'runs.migration_id')
    .select(['stage.run_id', 'stage.phase', 'stage.entity_type', 'migration.source_project_key'])
    .where('runs.state', 'in', ['queued', 'running'])
    .where('stage.state', '=', 'open')
    .orderBy('runs.created_at')
    .execute();
  return rows
    .map((row) => ({
      runId: row.run_id,
      phase: row.phase as StagePhase,
      type: row.entity_type as StageType,
      projectKey: row.source_project_key,
    }))
    .filter((stage) => queues.includes(queueOf(stage)))
    .toSorted((left, right) => priorityOf(left.type) - priorityOf(right.type));
}

/** Due batches of one stage, in order. In a sequential stage only the first unfinished batch can be due. */
export async function listDueOf(
  db: Reader,
  { runId, phase, type, projectKey }: OpenStage,
  nowMs: number,
  limit: number,
): Promise<readonly WorkableBatch[]> {
  const { isSequential } = stageRule(`${phase}/${type}`);
  const rows = await db
    .selectFrom('entity_batch_state as batch')
    .select(['batch', 'kind', 'params', 'size', 'attempts', 'updated_at', isDue(nowMs).as('is_due')])
    .where('run_id', '=', runId)
    .where('phase', '=', phase)
    .where('entity_type', '=', type)
    .where('state', '<>', 'done')
    .$if(!isSequential, (query) => query.where(isDue(nowMs)))
    .orderBy('batch')
    .limit(isSequential ? 1 : limit)
    .execute();
  return rows
    .filter((row) => row.is_due)
    .map((row) => ({
      ...BatchJob.parse({ runId, phase, entityType: type, batch: row.batch }),
      kind: row.kind as BatchKind,
      params: row.params === null ? undefined : JSON.parse(row.params),
      size: row.size,
      attempts: row.attempts,
      movedAt: row.updated_at,
      projectKey,
    }));
}
