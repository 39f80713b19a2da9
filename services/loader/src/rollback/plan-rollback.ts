import type { EntityType, MappedType, MigrationId } from '@z2q/contracts';
import type { BatchHandler } from '@z2q/runtime';
import { addMappedRecords, type NewBatch, pageMapped, type Reader } from '@z2q/store';

const ROWS_A_QUERY = 1_000;

/** Batches over what the id map names of a type; `extra` are ids of containers, which are no records. */
export function createPlanRollback(
  type: Extract<EntityType, 'test_case' | 'test_cycle' | 'test_plan'>,
  extra: readonly string[],
): BatchHandler {
  return async ({ batch, migration, store }) => {
    const size = migration.options.batchSize;
    const handOn: NewBatch[] = [];
    for await (const ids of streamMappedIds(store.read, migration.id, type, size))
      handOn.push({ stage: `rollback/${type}`, kind: 'records', ids });
    if (extra.length > 0) handOn.push({ stage: `rollback/${type}`, kind: 'records', ids: extra });
    return {
      handOn,
      commit: async (tx) => {
        await addMappedRecords(tx, batch.runId, migration.id, type);
        return [];
      },
    };
  };
}

/** Source ids of a type in the id map, `size` at a time. */
export async function* streamMappedIds(
  db: Reader,
  migrationId: MigrationId,
  type: MappedType,
  size: number,
): AsyncGenerator<readonly string[]> {
  for (let after = ''; ; ) {
    const rows = await pageMapped(db, migrationId, type, after, ROWS_A_QUERY);
    for (let start = 0; start < rows.length; start += size)
      yield rows.slice(start, start + size).map((row) => row.sourceId);
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_A_QUERY) return;
    after = last.sourceId;
  }
}
