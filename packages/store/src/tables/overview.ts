import type { EntityType, RunState } from '@z2q/contracts';
import type { CountColumn } from '../database.ts';
import type { Reader } from '../store.ts';

/** Sums over all runs, for monitoring. */

export async function countRunsByState(db: Reader): Promise<ReadonlyMap<RunState, number>> {
  const rows = await db
    .selectFrom('runs')
    .select((eb) => ['state', eb.fn.countAll().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state as RunState, Number(row.count)]));
}

const SUMMED = ['source', 'extracted', 'transformed', 'loaded', 'verified', 'failed', 'skipped'] as const;
export type RecordSums = Readonly<Record<(typeof SUMMED)[number] & CountColumn, number>>;

export async function sumRecords(db: Reader): Promise<ReadonlyMap<EntityType, RecordSums>> {
  const rows = await db
    .selectFrom('run_counts')
    .select((eb) => ['entity_type', ...SUMMED.map((column) => eb.fn.sum<number>(column).as(column))] as const)
    .groupBy('entity_type')
    .execute();
  return new Map(
    rows.map(({ entity_type, ...sums }) => [
      entity_type as EntityType,
      Object.fromEntries(SUMMED.map((column) => [column, Number(sums[column] ?? 0)])) as RecordSums,
    ]),
  );
}
