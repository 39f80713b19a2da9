import { type Batch, listStages, type NewBatch, type Writer } from '@z2q/store';

/** `next`, once every other batch of the stage is done but the one whose transaction this is. */
export async function whenRestIsDone(
  tx: Writer,
  { runId, phase, entityType }: Batch,
  next: NewBatch,
): Promise<readonly NewBatch[]> {
  const stage = (await listStages(tx, runId)).find((other) => other.key === `${phase}/${entityType}`);
  return stage !== undefined && stage.batchesTotal - stage.batchesDone === 1 ? [next] : [];
}
