import type { QueueName } from '@z2q/contracts';
import type { Queues } from '@z2q/queues';
import {
  endStoppedRuns,
  listDueBatches,
  listDuePauses,
  resumeDueRun,
  type SettleTime,
  type Store,
} from '@z2q/store';

/**
 * Brings the queue in line with the checkpoints: ends stopped runs, resumes runs whose pause is due, and
 * enqueues as many due batches as the queue has room for, whether they were never enqueued, their worker
 * died, or Redis lost them.
 */
export async function reconcile(
  store: Store,
  queues: Pick<Queues, 'enqueue' | 'room'>,
  queue: QueueName,
  time: SettleTime,
): Promise<void> {
  const { nowMs } = time;
  await endStoppedRuns(store, time);
  for (const due of await listDuePauses(store.read, nowMs))
    await store.write((tx) => resumeDueRun(tx, due, nowMs));
  const room = await queues.room(queue);
  if (room === 0) return;
  await queues.enqueue(await listDueBatches(store.read, [queue], nowMs, room * 2));
}
