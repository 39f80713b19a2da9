import type { StagePhase, StageType } from '@z2q/contracts';
import { sql } from 'kysely';
import type { InRun } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { isDue } from './leases.ts';

/** Unfinished batches of an open stage. */
export type WorkLeft = {
  readonly phase: StagePhase;
  readonly type: StageType;
  /** Batches that a worker could take up now. */
  readonly due: number;
  /** Batches that a live worker holds. */
  readonly inHand: number;
  /** Batches that wait for a time. */
  readonly waiting: number;
  /** Epoch milliseconds at which the first waiting batch is due. */
  readonly dueAt: number | null;
};

/** Unfinished batches in each open stage of a run. Reads every one of them. */
export async function listWorkLeft(db: InRun<Reader>, nowMs: number): Promise<readonly WorkLeft[]> {
  const waits = sql<boolean>`batch.state = 'pending' and not ${isDue(nowMs)}`;
  const rows = await db
    .selectFrom('run_stages as stage')
    .innerJoin('entity_batch_state as batch', (join) =>
      join
        .onRef('batch.run_id', '=', 'stage.run_id')
        .onRef('batch.phase', '=', 'stage.phase')
        .onRef('batch.entity_type', '=', 'stage.entity_type'),
    )
    .select(['stage.phase', 'stage.entity_type'])
    .select([
      sql<number>`sum(case when ${isDue(nowMs)} then 1 else 0 end)`.as('due'),
      sql<number>`sum(case when ${waits} then 1 else 0 end)`.as('waiting'),
      sql<number>`sum(case when batch.state = 'active' and not ${isDue(nowMs)} then 1 else 0 end)`.as(
        'in_hand',
      ),
      sql<number | null>`min(case when ${waits} then batch.not_before end)`.as('due_at'),
    ])
    .where('stage.run_id', '=', db.runId)
    .where('stage.state', '=', 'open')
    .where('batch.state', '<>', 'done')
    .groupBy(['stage.phase', 'stage.entity_type'])
    .execute();
  return rows.map((row) => ({
    phase: row.phase as StagePhase,
    type: row.entity_type as StageType,
    due: Number(row.due),
    inHand: Number(row.in_hand),
    waiting: Number(row.waiting),
    dueAt: row.due_at === null ? null : Number(row.due_at),
  }));
}

/** Why the batch that has waited longest was handed back, in words; null: no reason was given. */
export async function findNote(
  db: InRun<Reader>,
  { phase, type }: Pick<WorkLeft, 'phase' | 'type'>,
): Promise<string | null> {
  const row = await db
    .selectFrom('entity_batch_state')
    .select('note')
    .where('run_id', '=', db.runId)
    .where('phase', '=', phase)
    .where('entity_type', '=', type)
    .where('state', '<>', 'done')
    .where('note', 'is not', null)
    .orderBy('updated_at')
    .limit(1)
    .executeTakeFirst();
  return row?.note ?? null;
}
