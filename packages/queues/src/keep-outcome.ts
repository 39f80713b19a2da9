import type { Job } from 'bullmq';
import type { JobOutcome, JobSummary } from './job-outcome.ts';

/** Finished jobs that a queue keeps to be looked at: the newest, by number and age (s), so that Redis does not grow. */
export const KEPT = {
  completed: { count: 500, age: 24 * 3_600 },
  failed: { count: 2_000, age: 7 * 24 * 3_600 },
} as const;

const LINES = 12;
const LINE_LENGTH = 300;

/** BullMQ counts a job as failed when its processor throws. */
class BatchFailedError extends Error {
  override readonly name = 'BatchFailedError';
}

/**
 * Leaves a finished job as its outcome says, with its lines as the job's log.
 * @returns what is kept as the job's return value. @throws {BatchFailedError} for a job that is to be kept as failed.
 */
export async function keepOutcome(job: Job, outcome: JobOutcome): Promise<JobSummary | undefined> {
  if (outcome.state === 'not-taken') {
    job.opts.removeOnComplete = true;
    return undefined;
  }
  // Only to be looked at: a line that Redis does not take changes nothing.
  await Promise.allSettled(outcome.lines.slice(0, LINES).map((line) => job.log(line.slice(0, LINE_LENGTH))));
  if (outcome.state === 'done') return outcome.summary;
  // The reason says it all: where this error was made is of interest to nobody.
  job.opts.stackTraceLimit = 0;
  throw new BatchFailedError(outcome.reason.slice(0, LINE_LENGTH));
}
