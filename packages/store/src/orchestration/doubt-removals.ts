import { EntityType } from '@z2q/contracts';
import type { InRun } from '../in-run.ts';
import type { Writer } from '../store.ts';
import { getMapped, isCreated, listMappedByParent, type Mapped } from '../tables/id-map.ts';
import { doubtObjects } from '../tables/intents.ts';
import { findRun } from '../tables/runs.ts';
import { readRolledBackId } from './rolled-back-id.ts';

/**
 * Turns objects that a stopped rollback may have deleted into intents: those of its batches that were begun
 * and not finished. The next run looks for them as for objects whose creation was not answered, and creates
 * again what is gone.
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
    .where('begun', '=', 1)
    .execute();
  const ids = batches.flatMap((batch) => {
    // Fields are deleted for the project as a whole and are not in the id map.
    const type = EntityType.safeParse(batch.entity_type).data;
    const named = JSON.parse(batch.ids) as readonly string[];
    return type === undefined ? [] : named.map((id) => readRolledBackId(id, type));
  });
  for (const [mappedType, some] of Map.groupBy(ids, (id) => id.mappedType)) {
    const sourceIds = some.map((id) => id.sourceId);
    const rows = [...(await getMapped(tx, mappedType, sourceIds)).values()];
    const doubted = rows.filter((row) => isCreated(row) && !row.isAdopted);
    await doubtObjects(tx, mappedType, toSourceIds(doubted), nowMs);
    if (mappedType !== 'test_run') continue;
    // Logs are deleted with their runs, and found in them.
    const runIds = doubted.flatMap(({ targetId }) => targetId ?? []);
    const logs = await listMappedByParent(tx, 'test_execution', runIds);
    await doubtObjects(tx, 'test_execution', toSourceIds(logs), nowMs);
  }
}

const toSourceIds = (rows: readonly Mapped[]): readonly string[] => rows.map(({ sourceId }) => sourceId);
