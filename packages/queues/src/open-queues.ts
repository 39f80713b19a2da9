import { type BatchJob, QUEUE_NAMES, type QueueName, queueOf } from '@z2q/contracts';
import { priorityOf } from '@z2q/pipeline';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobIdOf } from './job-id.ts';

/** Jobs a queue holds at most before more are held back in SQLite: Redis does not grow with the migration. */
const WINDOW = 64;

export type Queues = AsyncDisposable & {
  readonly all: readonly Queue[];
  /** Adds jobs; one that is there already is left as it is. A full queue takes none: the reconciler brings them later. */
  enqueue(jobs: readonly BatchJob[]): Promise<void>;
  /** How many more jobs a queue takes. */
  room(name: QueueName): Promise<number>;
};

/** Opens the four queues on one connection, which stays the caller's. */
export function openQueues(redis: Redis): Queues {
  const queues = new Map(QUEUE_NAMES.map((name) => [name, openQueue(name, redis)]));
  const queueFor = (name: QueueName): Queue => queues.get(name) as Queue;
  const room = async (name: QueueName): Promise<number> =>
    Math.max(0, WINDOW - (await queueFor(name).getJobCountByTypes('waiting', 'prioritized')));
  return {
    all: [...queues.values()],
    room,
    enqueue: async (jobs) => {
      for (const [name, batch] of Map.groupBy(jobs, (job) => queueOf(job.phase))) {
        const taken = batch.slice(0, await room(name));
        await queueFor(name).addBulk(taken.map(toBulkJob));
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** A queue only repeats the errors of its connection, and BullMQ prints them, password and all, where nobody listens. */
function openQueue(name: QueueName, redis: Redis): Queue {
  const queue = new Queue(name, { connection: redis });
  queue.on('error', () => undefined);
  return queue;
}

/** Retries are the checkpoint's, so Redis keeps no finished job: its id must be free to be enqueued again. */
const toBulkJob = (job: BatchJob) => ({
  name: `${job.phase}/${job.entityType}`,
  data: job,
  opts: {
    jobId: jobIdOf(job),
    priority: priorityOf(job.entityType),
    attempts: 1,
    removeOnComplete: true,
    removeOnFail: true,
  },
});
