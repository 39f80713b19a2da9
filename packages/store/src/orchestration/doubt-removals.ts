import { EntityType, type MappedType } from '@z2q/contracts';
import { byIds } from '../in-chunks.ts';
import type { InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { getMapped, isCreated, listMappedByParent, type Mapped } from '../tables/id-map.ts';
import { findRun } from '../tables/runs.ts';
import { readRolledBackId } from './rolled-back-id.ts';

/**
 * Makes intents of the objects that a cancelled rollback was about to delete: some may be gone, and nobody has noted
 * which. Whoever comes next looks for them, as for an object whose creation was not answered, and goes on with what is
 * found or makes it anew.
 */
export async function doubtRemovals(tx: InRun<Writer>, nowMs: number): Promise<void> {
  const run = await findRun(tx, tx.runId);
  if (run?.isDryRun) return;
  const batches = await tx
    .selectFrom('entity_batch_state')
    .select(['entity_type', 'ids'])
    .where('run_id', '=', tx.runId)
    .where('phase', '=', 'rollback')
    .where('state', '<>', 'done')
    .where('attempts', '>', 0)
    .execute();
  const ids = batches.flatMap((batch) => {
    // What is deleted for the project as a whole, its fields, is in no row of the id map.
    const type = EntityType.safeParse(batch.entity_type).data;
    const named = JSON.parse(batch.ids) as readonly string[];
    return type === undefined ? [] : named.map((id) => readRolledBackId(id, type));
  });
  for (const [mappedType, some] of Map.groupBy(ids, (id) => id.mappedType)) {
    const sourceIds = some.map((id) => id.sourceId);
    const rows = [...(await getMapped(tx, mappedType, sourceIds)).values()];
    const doubted = rows.filter((row) => isCreated(row) && !row.isAdopted);
    await doubt(tx, mappedType, doubted, nowMs);
    if (mappedType !== 'test_run') continue;
    // Logs go with their runs, and are found with them.
    const runIds = doubted.flatMap(({ targetId }) => targetId ?? []);
    await doubt(tx, 'test_execution', await listMappedByParent(tx, 'test_execution', runIds), nowMs);
  }
}

const doubt = (
  tx: InRun<Writer>,
  entityType: MappedType,
  rows: readonly Mapped[],
  nowMs: number,
): Promise<unknown> =>
  byIds(
    rows.map(({ sourceId }) => sourceId),
    (some) =>
      tx
        .updateTable('zephyr_to_qtest_id_map')
        .set({ state: 'intent', target_id: null, target_pid: null, content_hash: null, doubt_until: nowMs })
        .where('migration_id', '=', tx.migrationId)
        .where('entity_type', '=', entityType)
        .where('source_id', 'in', some)
        .execute(),
  );
