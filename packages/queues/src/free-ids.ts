import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Longer than the time between reading a due batch from SQLite and enqueuing it. */
const OVER_FOR_MS = 5_000;

/**
 * Frees the ids of jobs that should be enqueued but have been finished for a while. Finishing a job changes its
 * checkpoint, so these checkpoints were set back since, for example by restoring a backup.
 * @returns the ids that no job has, which are those of jobs to add.
 */
export async function freeIds(
  redis: Redis,
  queue: Queue,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const before = Date.now() - OVER_FOR_MS;
  const free = await Promise.all(
    ids.map(async (id) => {
      const [addedOn, finishedOn] = await redis.hmget(queue.toKey(id), 'timestamp', 'finishedOn');
      if (addedOn == null) return id;
      if (finishedOn == null || Number(finishedOn) >= before) return null;
      await queue.remove(id);
      return id;
    }),
  );
  return new Set(free.filter((id) => id !== null));
}
