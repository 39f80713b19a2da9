import { setTimeout as delay } from 'node:timers/promises';
import { BatchJob, type QueueName } from '@z2q/contracts';
import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { findBrokerFault } from './find-broker-fault.ts';
import type { JobOutcome, JobSummary } from './job-outcome.ts';
import { KEPT, keepOutcome } from './keep-outcome.ts';
import type { Traces } from './traces/open-traces.ts';

/** Works on the batch of a job. The signal is aborted when the queue takes the job back. */
export type JobProcessor = (job: BatchJob, signal: AbortSignal) => Promise<JobOutcome>;

export type QueueWorkerOptions = {
  readonly redis: Redis;
  readonly queue: QueueName;
  /** Name of the worker in the queue. */
  readonly name: string;
  /** Batches worked on at once. */
  readonly concurrency: number;
  readonly process: JobProcessor;
  readonly onError: (error: Error) => void;
  readonly traces?: Traces | undefined;
};

const LOCK_MS = 15_000;
/** The members of a job's data that are needed; the others are only shown. */
const Checkpoint = BatchJob.strip();

/** Takes jobs from a queue until disposed. Disposing waits for the jobs in hand, but not for a Redis that is away. */
export function startQueueWorker({
  redis,
  queue,
  name,
  concurrency,
  process,
  onError,
  traces,
}: QueueWorkerOptions): AsyncDisposable {
  const inHand = new Set<Promise<JobOutcome>>();
  // BullMQ passes the signal only to a processor that declares three plain parameters.
  const processor = async (
    job: Job,
    _token: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<JobSummary | undefined> => {
    const checkpoint = Checkpoint.parse(job.data);
    traces?.annotate(checkpoint);
    const working = process(checkpoint, signal ?? new AbortController().signal);
    inHand.add(working);
    return keepOutcome(job, await working.finally(() => inHand.delete(working)));
  };
  const worker = new Worker(queue, processor, {
    connection: redis,
    name,
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: LOCK_MS / 3,
    // A stalled job is only a lost hint; the checkpoint counts the attempts.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    drainDelay: 1,
    removeOnComplete: KEPT.completed,
    removeOnFail: KEPT.failed,
    ...(traces ? { telemetry: traces.telemetry } : {}),
  });
  const resting = restOnError(worker, redis, onError);
  return {
    [Symbol.asyncDispose]: async () => {
      resting.abort();
      // BullMQ's own close waits for its connection to come back, or, if forced, does not even wait for the jobs.
      await worker.pause(true);
      await Promise.allSettled(inHand);
      await worker.close(redis.status !== 'ready');
    },
  };
}

const LOOK_AGAIN_MS = 1_000;

/**
 * While Redis refuses to hand out jobs BullMQ asks again thousands of times a second. After an error the worker
 * therefore pauses until Redis takes a write.
 * @returns a controller that ends this for good.
 */
function restOnError(worker: Worker, redis: Redis, onError: (error: Error) => void): AbortController {
  const over = new AbortController();
  let isResting = false;
  const rest = async (): Promise<void> => {
    await worker.pause(true);
    do await delay(LOOK_AGAIN_MS, undefined, { signal: over.signal });
    while ((await findBrokerFault(redis)) !== undefined);
    isResting = false;
    await worker.resume();
  };
  worker.on('error', (error) => {
    onError(error);
    if (isResting || over.signal.aborted) return;
    isResting = true;
    rest().catch(() => undefined);
  });
  return over;
}
