import { type BatchJob, QUEUE_NAMES, type QueueName, queueOf, type WorkableBatch } from '@z2q/contracts';
import { priorityOf } from '@z2q/pipeline';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { freeIds } from './free-ids.ts';
import { jobIdOf } from './job-id.ts';
import { jobNameOf } from './job-name.ts';
import { type KeyRange, toKeyRange } from './key-range.ts';
import type { Traces } from './traces/open-traces.ts';

/** Most waiting jobs in a queue. Further batches stay in SQLite, so that Redis does not grow with the migration. */
const WINDOW = 64;
/** BullMQ keeps a stream of each queue's events, which is not used here. */
const EVENTS = 100;

export type Queues = AsyncDisposable & {
  readonly all: readonly Queue[];
  /** Adds jobs; existing ones stay as they are. A full queue takes none, and the reconciler adds them later. */
  enqueue(batches: readonly WorkableBatch[]): Promise<void>;
  /** How many more jobs a queue takes. */
  room(name: QueueName): Promise<number>;
};

export type QueueOptions = {
  readonly traces?: Traces | undefined;
  /** Source keys of the records in each of the batches, null where a record has none. They are shown in the queue. */
  readonly listKeys?: (batches: readonly BatchJob[]) => Promise<readonly (readonly (string | null)[])[]>;
};

/** Opens the four queues on one connection, which the caller closes. */
export function openQueues(redis: Redis, { traces, listKeys }: QueueOptions = {}): Queues {
  const queues = new Map(QUEUE_NAMES.map((name) => [name, openQueue(name, redis, traces)]));
  const queueFor = (name: QueueName): Queue => queues.get(name) as Queue;
  const room = async (name: QueueName): Promise<number> =>
    Math.max(0, WINDOW - (await queueFor(name).getJobCountByTypes('waiting', 'prioritized')));
  return {
    all: [...queues.values()],
    room,
    enqueue: async (batches) => {
      for (const [name, some] of Map.groupBy(batches, ({ phase, entityType: type }) =>
        queueOf({ phase, type }),
      )) {
        const wanted = some.slice(0, await room(name));
        const free = await freeIds(redis, queueFor(name), wanted.map(jobIdOf));
        const added = wanted.filter((batch) => free.has(jobIdOf(batch)));
        const keys = (await listKeys?.(added)) ?? [];
        const jobs = added.map((batch, at) => toBulkJob(batch, toKeyRange(keys[at] ?? [])));
        await addJobs(queueFor(name), jobs, traces);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** A queue only repeats the errors of its connection. Without a listener BullMQ prints them, including the password. */
function openQueue(name: QueueName, redis: Redis, traces: Traces | undefined): Queue {
  const queue = new Queue(name, {
    connection: redis,
    streams: { events: { maxLen: EVENTS } },
    ...(traces ? { telemetry: traces.telemetry } : {}),
  });
  queue.on('error', () => undefined);
  return queue;
}

/** Jobs of several runs are added one run after the other if they are traced: a span belongs to one trace. */
async function addJobs(queue: Queue, jobs: readonly BulkJob[], traces: Traces | undefined): Promise<void> {
  if (traces === undefined) {
    await queue.addBulk([...jobs]);
    return;
  }
  for (const [runId, some] of Map.groupBy(jobs, ({ data }) => data.runId)) {
    const facts = some[0] ? { phase: some[0].data.phase } : {};
    await traces.within(runId, facts, () => queue.addBulk(some));
  }
}

/**
 * No attempts in BullMQ: retries are decided by the checkpoint. The data names the checkpoint; the rest of it is for
 * people who watch the queue.
 */
type BulkJob = ReturnType<typeof toBulkJob>;
const toBulkJob = (batch: WorkableBatch, keys: KeyRange | null) => ({
  name: jobNameOf(batch, keys),
  data: {
    runId: batch.runId,
    phase: batch.phase,
    entityType: batch.entityType,
    batch: batch.batch,
    project: batch.projectKey,
    size: batch.size,
    ...(keys ? { keys: { from: keys.from, to: keys.to } } : {}),
    attempt: batch.attempts + 1,
  },
  opts: { jobId: jobIdOf(batch), priority: priorityOf(batch.entityType), attempts: 1 },
});
