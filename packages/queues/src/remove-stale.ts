import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Longer than the time between reading a due batch from SQLite and enqueuing it. */
const OVER_FOR_MS = 5_000;

/**
 * Frees the ids of jobs that should be enqueued but have been finished for a while. Finishing a job changes its
 * checkpoint, so these checkpoints were set back since, for example by restoring a backup.
 */
export async function removeStale(redis: Redis, queue: Queue, ids: readonly string[]): Promise<void> {
  const before = Date.now() - OVER_FOR_MS;
  const finishedOn = await Promise.all(ids.map((id) => redis.hget(queue.toKey(id), 'finishedOn')));
  const stale = ids.filter((_, at) => finishedOn[at] != null && Number(finishedOn[at]) < before);
  await Promise.all(stale.map((id) => queue.remove(id)));
}
