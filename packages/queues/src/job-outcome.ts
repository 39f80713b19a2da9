/** Outcome of a job, for people who watch the queue. SQLite has it already. */
export type JobOutcome =
  /** The batch was not due, or another worker has it. The job is removed, since the batch may be enqueued again at once. */
  | { readonly state: 'not-taken' }
  /** The batch is done, though some of its records may have failed. The job is kept as completed. */
  | (Told & { readonly state: 'done'; readonly summary: JobSummary })
  /** The batch was handed back or given up. The job is kept as failed, with the reason. */
  | (Told & { readonly state: 'failed'; readonly reason: string });

type Told = {
  /** Log of the job. */
  readonly lines: readonly string[];
  /** Page of the dashboard that shows what went wrong, below the address of the control API; absent: nothing did. */
  readonly page?: string;
};

export type JobSummary = {
  readonly outcome: 'done' | 'done, with failures';
  /** Number of records in the batch; 0 for a batch that plans, lists or sums up. */
  readonly records: number;
  /** Number of records that failed in the batch. */
  readonly failed: number;
};
