import type { EntityType, MappedType } from '@z2q/contracts';
import { chunk } from '@z2q/pipeline';
import { type BatchContext, type BatchHandler, planInPages, ROWS_A_PLAN } from '@z2q/runtime';
import { addRecords, listDoubles, type Mapped, type NewBatch, pageMapped } from '@z2q/store';

/** Cuts the id map rows of a type into batches. `extra` are ids of containers, which are no records. */
export const createPlanRollback = (
  type: Extract<EntityType, 'test_case' | 'test_cycle' | 'test_plan'>,
  extra: readonly string[],
): BatchHandler =>
  planInPages(async (context, after) => {
    const { migration } = context;
    const { rows, next } = await readMapped(context, type, after);
    const doubled = next === null ? await listDoubles(context.store.read, type) : [];
    const ids = new Set([...rows, ...doubled].map(({ sourceId }) => sourceId));
    const batches: string[][] = chunk([...ids], migration.options.batchSize).map((some) => [...some]);
    if (next === null && extra.length > 0) batches.push([...extra]);
    return {
      next,
      handOn: batches.map((ids): NewBatch => ({ stage: `rollback/${type}`, kind: 'records', ids })),
      commit: (tx) => addRecords(tx, type, rows),
    };
  });

/** One page of the objects that the migration created of a type, and where the next page begins. */
export async function readMapped(
  { store }: BatchContext,
  type: MappedType,
  after: string,
): Promise<{ readonly rows: readonly Mapped[]; readonly next: string | null }> {
  const rows = await pageMapped(store.read, type, after, ROWS_A_PLAN);
  const made = rows.filter((row) => !row.isAdopted);
  return { rows: made, next: rows.length < ROWS_A_PLAN ? null : (rows.at(-1)?.sourceId ?? null) };
}
