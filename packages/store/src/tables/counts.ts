import { COUNT_OF_PHASE, type EntityType } from '@z2q/contracts';
import { type Generated, sql } from 'kysely';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import type { Run } from './runs.ts';

export type CountColumn =
  | 'source'
  | 'extracted'
  | 'transformed'
  | 'loaded'
  | 'verified'
  | 'failed'
  | 'skipped'
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'vanished'
  | 'conflict';
/** How many records of a run have reached each state. Updated with each change, never recounted. */
export type RunCountRow = { run_id: string; entity_type: string } & {
  [Column in CountColumn]: Generated<number>;
};

/** Sets a count that is computed rather than summed up from marked records. */
export async function setCount(
  tx: InRun<Writer>,
  entityType: EntityType,
  column: CountColumn,
  count: number,
): Promise<void> {
  await tx
    .insertInto('run_counts')
    .values({ run_id: tx.runId, entity_type: entityType, [column]: count })
    .onConflict((conflict) => conflict.columns(['run_id', 'entity_type']).doUpdateSet({ [column]: count }))
    .execute();
}

export async function addToCount(
  tx: InRun<Writer>,
  entityType: EntityType,
  column: CountColumn,
  by: number,
): Promise<void> {
  await tx
    .insertInto('run_counts')
    .values({ run_id: tx.runId, entity_type: entityType, [column]: by })
    .onConflict((conflict) =>
      conflict
        .columns(['run_id', 'entity_type'])
        .doUpdateSet({ [column]: sql<number>`run_counts.${sql.ref(column)} + ${by}` }),
    )
    .execute();
}

export async function countFailed(db: InRun<Reader>): Promise<number> {
  const row = await db
    .selectFrom('run_counts')
    .select((eb) => eb.fn.sum<number | null>('failed').as('failed'))
    .where('run_id', '=', db.runId)
    .executeTakeFirst();
  return Number(row?.failed ?? 0);
}

export type Counts = Readonly<Record<CountColumn, number>> & { readonly entityType: EntityType };

export async function listCounts(db: InRun<Reader>): Promise<readonly Counts[]> {
  const rows = await db.selectFrom('run_counts').selectAll().where('run_id', '=', db.runId).execute();
  return rows.map(({ run_id: _, entity_type, ...counts }) => ({
    ...counts,
    entityType: entity_type as EntityType,
  }));
}

/**
 * Records that should have got through every phase of the run and did not. Records skipped by a rule do not count. In a
 * rollback, `loaded` counts the records that were undone.
 */
export function recordsShort({ kind, phases }: Pick<Run, 'kind' | 'phases'>, count: Counts): number {
  const lastPhase = kind === 'rollback' ? kind : (phases.at(-1) ?? 'extract');
  const through = count[COUNT_OF_PHASE[lastPhase]];
  return Math.max(count.source - count.skipped - through, count.failed);
}
