import type { BatchJob, BatchKind } from '@z2q/contracts';
import { stageRule } from '@z2q/pipeline';
import type { Writer } from '../store.ts';
import type { NewBatch } from './batches.ts';
import { addToStage } from './stages.ts';

/**
 * Takes what comes after a batch out of a stage that goes in order, to be added again behind what takes the batch's place.
 * None of it is in anybody's hands. Of other stages nothing is taken.
 */
export async function takeLaterBatches(
  tx: Writer,
  { runId, phase, entityType, batch }: BatchJob,
): Promise<readonly NewBatch[]> {
  const stage = `${phase}/${entityType}` as const;
  if (!stageRule(stage).isSequential) return [];
  const rows = await tx
    .deleteFrom('entity_batch_state')
    .where('run_id', '=', runId)
    .where('phase', '=', phase)
    .where('entity_type', '=', entityType)
    .where('batch', '>', batch)
    .returning(['batch', 'kind', 'ids', 'params', 'attempts'])
    .execute();
  await addToStage(tx, runId, stage, { total: -rows.length });
  return rows
    .toSorted((left, right) => left.batch - right.batch)
    .map((row) => ({
      stage,
      kind: row.kind as BatchKind,
      ids: JSON.parse(row.ids) as string[],
      params: row.params === null ? undefined : JSON.parse(row.params),
      attempts: row.attempts,
    }));
}
