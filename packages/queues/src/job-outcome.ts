/** What came of a job. SQLite knows it already: this is for whoever watches the queue. */
export type JobOutcome =
  /** The batch was not to be worked on, or another worker has it: nothing is kept, for it may be enqueued again at once. */
  | { readonly state: 'not-taken' }
  /** The batch is done, though records in it may have failed: the job stands among the completed. */
  | { readonly state: 'done'; readonly summary: JobSummary; readonly lines: readonly string[] }
  /** The batch came back or was given up: the job stands among the failed, with what became of it and why. */
  | { readonly state: 'failed'; readonly reason: string; readonly lines: readonly string[] };

export type JobSummary = {
  readonly outcome: 'done' | 'done, with failures';
  /** Records the batch names; none for one that plans, lists or sums up. */
  readonly records: number;
  /** Records that failed by it. */
  readonly failed: number;
};
