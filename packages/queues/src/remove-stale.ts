import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Longer than from reading in SQLite that a batch is due to asking for it here. */
const OVER_FOR_MS = 5_000;

/**
 * Frees the ids of jobs that are to be enqueued but have been over for a while: whoever finished them moved their
 * checkpoints, so these were set back since, as by restoring a copy of the database.
 */
export async function removeStale(redis: Redis, queue: Queue, ids: readonly string[]): Promise<void> {
  const before = Date.now() - OVER_FOR_MS;
  const finishedOn = await Promise.all(ids.map((id) => redis.hget(queue.toKey(id), 'finishedOn')));
  const stale = ids.filter((_, at) => finishedOn[at] != null && Number(finishedOn[at]) < before);
  await Promise.all(stale.map((id) => queue.remove(id)));
}
