import { EntityType } from '@z2q/contracts';
import type { InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import { getMapped, isCreated, listMappedByParent, type Mapped } from '../tables/id-map.ts';
import { doubtObjects } from '../tables/intents.ts';
import { readRolledBackId } from './rolled-back-id.ts';

/**
 * Turns objects that a stopped rollback may have deleted into intents: those of its batches that were begun
 * and not finished. The next run looks for them as for objects whose creation was not answered, and creates
 * again what is gone.
 */
export async function doubtRemovals(tx: InRun<Writer>, nowMs: number): Promise<void> {
  const batches = await halfRemoved(tx).select(['entity_type', 'ids']).execute();
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

/**
 * Epoch milliseconds at which a worker last let go of a batch that it had begun to delete; null: there is none. What it
 * had sent until then may still land, which no row of the id map tells.
 */
export async function findLatestRemoval(db: InRun<Reader>): Promise<number | null> {
  const row = await halfRemoved(db)
    .select((eb) => eb.fn.max('updated_at').as('latest'))
    .executeTakeFirst();
  return row?.latest ? Date.parse(row.latest) : null;
}

/** Takes times after `nowMs` for `nowMs`: they were noted before the clock was set back. */
export async function boundRemovals(tx: InRun<Writer>, nowMs: number): Promise<void> {
  const now = new Date(nowMs).toISOString();
  await tx
    .updateTable('entity_batch_state')
    .set({ updated_at: now })
    .where('run_id', '=', tx.runId)
    .where('phase', '=', 'rollback')
    .where('updated_at', '>', now)
    .execute();
}

/** Batches of a rollback that were begun and not finished. A dry run deletes nothing, so it has none. */
const halfRemoved = (db: InRun<Reader>) =>
  db
    .selectFrom('entity_batch_state')
    .innerJoin('runs', 'runs.id', 'run_id')
    .where('is_dry_run', '=', 0)
    .where('run_id', '=', db.runId)
    .where('phase', '=', 'rollback')
    .where('entity_batch_state.state', '<>', 'done')
    .where('begun', '=', 1);

const toSourceIds = (rows: readonly Mapped[]): readonly string[] => rows.map(({ sourceId }) => sourceId);
