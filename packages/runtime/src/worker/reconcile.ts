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
 * Brings the queue in line with the checkpoints: resumes runs whose pause is due, ends cancelled runs, and enqueues
 * every due batch that is not in the queue, whether it was never enqueued, its worker died, or Redis lost it.
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
