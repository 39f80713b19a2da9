import type { Job } from 'bullmq';
import type { JobOutcome, JobSummary } from './job-outcome.ts';

/** How many finished jobs a queue keeps, and for how many seconds, so that Redis does not grow. */
export const KEPT = {
  completed: { count: 500, age: 24 * 3_600 },
  failed: { count: 2_000, age: 7 * 24 * 3_600 },
} as const;

const LINES = 12;
const LINE_LENGTH = 300;

/** BullMQ counts a job as failed only if its processor throws. */
class BatchFailedError extends Error {
  override readonly name = 'BatchFailedError';
}

/**
 * Stores the outcome of a finished job, with its lines as the job's log.
 * @returns the job's return value.
 * @throws {BatchFailedError} to keep the job as failed.
 */
export async function keepOutcome(job: Job, outcome: JobOutcome): Promise<JobSummary | undefined> {
  if (outcome.state === 'not-taken') {
    job.opts.removeOnComplete = true;
    return undefined;
  }
  const { lines, page } = outcome;
  const log = [...lines.slice(0, LINES - 1), ...(page ? [`In the dashboard: ${page}`] : [])];
  // All this is only information, so a line that Redis refuses is no error.
  await Promise.allSettled([
    ...log.map((line) => job.log(line.slice(0, LINE_LENGTH))),
    ...(page ? [job.updateData({ ...job.data, page })] : []),
  ]);
  if (outcome.state === 'done') return outcome.summary;
  // The reason is enough; a stack trace of this error is useless.
  job.opts.stackTraceLimit = 0;
  throw new BatchFailedError(outcome.reason.slice(0, LINE_LENGTH));
}
