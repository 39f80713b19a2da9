import { BatchJob, type QueueName } from '@z2q/contracts';
import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';

/** A job is a batch to work on; the signal says that the queue took the job back. */
export type JobProcessor = (job: BatchJob, signal: AbortSignal) => Promise<void>;

export type QueueWorkerOptions = {
  readonly redis: Redis;
  readonly queue: QueueName;
  /** Batches worked on at once. */
  readonly concurrency: number;
  readonly process: JobProcessor;
  readonly onError: (error: Error) => void;
};

const LOCK_MS = 15_000;

/** Consumes a queue until disposed; disposing waits for the jobs in hand, and not for a Redis that is away. */
export function startQueueWorker({
  redis,
  queue,
  concurrency,
  process,
  onError,
}: QueueWorkerOptions): AsyncDisposable {
  const inHand = new Set<Promise<void>>();
  // BullMQ hands the signal only to a processor that declares three plain parameters.
  const processor = async (
    job: Job,
    _token: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> => {
    const working = process(BatchJob.parse(job.data), signal ?? new AbortController().signal);
    inHand.add(working);
    await working.finally(() => inHand.delete(working));
  };
  const worker = new Worker(queue, processor, {
    connection: redis,
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: LOCK_MS / 3,
    // A job that stalls is only a hint that went missing: the checkpoint counts the attempts.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    drainDelay: 1,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  worker.on('error', onError);
  return {
    [Symbol.asyncDispose]: async () => {
      // BullMQ's own close waits for its connection to come back, or, when forced, not even for the jobs.
      await worker.pause(true);
      await Promise.allSettled(inHand);
      await worker.close(redis.status !== 'ready');
    },
  };
}
