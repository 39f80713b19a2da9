import type { RunId } from '@z2q/contracts';
import { listStages, type NewBatch, type Writer } from '@z2q/store';

/** The batch that sums the inventory up, once every other batch of it is done but the one whose transaction this is. */
export async function whenInventoryIsRead(
  tx: Writer,
  runId: RunId,
  round: number,
): Promise<readonly NewBatch[]> {
  const inventory = (await listStages(tx, runId)).find((stage) => stage.key === 'extract/project');
  const isLast = inventory !== undefined && inventory.batchesTotal - inventory.batchesDone === 1;
  return isLast ? [{ stage: 'extract/project', kind: 'finish', params: { round } }] : [];
}
