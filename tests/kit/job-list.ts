import { type BatchJob, QUEUE_NAMES, type QueueName, queueOf } from '@z2q/contracts';

/** The queues as lists in memory. Like those in Redis, they hold a job once, until it is taken. */
export type JobList = {
  readonly enqueue: (jobs: readonly BatchJob[]) => Promise<void>;
  readonly room: (queue: QueueName) => Promise<number>;
  /** Takes the next job of a queue; the same job may be enqueued again from then on. */
  readonly take: (queue: QueueName) => BatchJob | undefined;
};

const ROOM = 1_000;

export function createJobList(): JobList {
  const lists = new Map(QUEUE_NAMES.map((name) => [name, new Map<string, BatchJob>()]));
  const listOf = (name: QueueName): Map<string, BatchJob> => lists.get(name) ?? new Map();
  return {
    enqueue: async (jobs) => {
      for (const job of jobs)
        listOf(queueOf({ phase: job.phase, type: job.entityType })).set(nameOf(job), job);
    },
    room: async () => ROOM,
    take: (name) => {
      const [next] = listOf(name);
      if (next) listOf(name).delete(next[0]);
      return next?.[1];
    },
  };
}

const nameOf = ({ runId, phase, entityType, batch }: BatchJob): string =>
  [runId, phase, entityType, batch].join('/');
