import type { EntityType, RunId, StagePhase } from '@z2q/contracts';
import { type Batchable, batchIds } from '@z2q/pipeline';
import {
  addEarlierRecords,
  addStagedRecords,
  listEarlierSkips,
  type NewBatch,
  streamStaged,
} from '@z2q/store';
import type { BatchContext, BatchHandler } from './batch-handler.ts';

/** Cuts what the newest listing has of a type into batches, for a phase that is run by itself. */
export function createPlanRecords(
  phase: Extract<StagePhase, 'transform' | 'load'>,
  type: EntityType,
): BatchHandler {
  return async (context) => {
    const { batch, migration } = context;
    const leftOut = phase === 'load' ? await findLeftOut(context, type) : new Set<string>();
    return {
      handOn: await planRecords(context, phase, type, 'newest', leftOut),
      commit: async (tx) => {
        // Transforming finds out anew what is left out.
        if (phase === 'load') await addEarlierRecords(tx, batch.runId, migration.id, type);
        else await addStagedRecords(tx, batch.runId, type, { migrationId: migration.id, runId: 'newest' });
        return [];
      },
    };
  };
}

async function findLeftOut(
  { migration, store }: BatchContext,
  entityType: EntityType,
): Promise<ReadonlySet<string>> {
  const skips = await listEarlierSkips(store.read, { migrationId: migration.id, entityType });
  return new Set(skips.map((skip) => skip.sourceId));
}

/** Batches of a phase over the records that `listedBy` listed, without those that are left out. */
export async function planRecords(
  { migration, store }: BatchContext,
  phase: StagePhase,
  type: EntityType,
  listedBy: RunId | 'newest',
  leftOut: ReadonlySet<string> = new Set(),
): Promise<readonly NewBatch[]> {
  const records = streamStaged(store.read, type, { migrationId: migration.id, runId: listedBy });
  const batches = await batchIds(without(records, leftOut), migration.options.batchSize);
  return batches.map((ids) => ({ stage: `${phase}/${type}`, kind: 'records', ids }));
}

async function* without(
  records: AsyncIterable<Batchable>,
  leftOut: ReadonlySet<string>,
): AsyncGenerator<Batchable> {
  for await (const record of records) if (!leftOut.has(record.sourceId)) yield record;
}
