import type { EntityType, RunId, StagePhase } from '@z2q/contracts';
import { batchIds } from '@z2q/pipeline';
import { addStagedRecords, type NewBatch, streamStaged } from '@z2q/store';
import type { BatchContext, BatchHandler } from './batch-handler.ts';

/** Cuts everything staged of a type into batches, for a phase that is run by itself. */
export function createPlanRecords(
  phase: Extract<StagePhase, 'transform' | 'load'>,
  type: EntityType,
): BatchHandler {
  return async (context) => {
    const { batch, migration } = context;
    return {
      handOn: await planRecords(context, phase, type, null),
      commit: async (tx) => {
        await addStagedRecords(tx, batch.runId, type, { migrationId: migration.id, runId: null });
        return [];
      },
    };
  };
}

/** Batches of a phase over the records that `listedBy` listed (any run when null). */
export async function planRecords(
  { migration, store }: BatchContext,
  phase: StagePhase,
  type: EntityType,
  listedBy: RunId | null,
): Promise<readonly NewBatch[]> {
  const records = streamStaged(store.read, type, { migrationId: migration.id, runId: listedBy });
  const batches = await batchIds(records, migration.options.batchSize);
  return batches.map((ids) => ({ stage: `${phase}/${type}`, kind: 'records', ids }));
}
