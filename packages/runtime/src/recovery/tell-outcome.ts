import { dashboardPages, type FailureItem, type RunId } from '@z2q/contracts';
import { redactUrlCredentials } from '@z2q/process';
import type { JobOutcome } from '@z2q/queues';
import type { Batch } from '@z2q/store';
import { HandedBackError } from '../batch-handler.ts';
import type { Verdict } from './judge-failure.ts';

/** How many failed records the log of a job names; `GET /v1/runs/:id/failures` lists them all. */
export const NAMED_FAILURES = 10;

/** What was done about an error: a verdict, with `isolate` replaced by its result. */
export type Remedy = Exclude<Verdict, { act: 'isolate' }> | { readonly act: 'split' };

export type DoneBatch = {
  readonly batch: Batch;
  /** Number of records that failed in the batch, with the first of them in `failures`. */
  readonly failed: number;
  readonly failures: readonly FailureItem[];
};

/** Outcome of a finished batch, as the queue shows it. */
export function tellDone({ batch, failed, failures }: DoneBatch): JobOutcome {
  const outcome = failed > 0 ? 'done, with failures' : 'done';
  const lines = failures.map(
    ({ sourceKey, sourceId, code, message }) => `${sourceKey ?? sourceId} failed (${code}): ${message}`,
  );
  const page = failed > 0 ? { page: dashboardPages.failures(batch.runId) } : {};
  return { state: 'done', summary: { outcome, records: batch.ids.length, failed }, lines, ...page };
}

/** Outcome of a batch that was handed back or given up, with the reason. */
export function tellFailed(runId: RunId, remedy: Remedy, error: unknown): JobOutcome {
  const why = whyOf(remedy, error);
  const named = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    state: 'failed',
    reason: `${wordsOf(remedy)}: ${why}`,
    lines: [redactUrlCredentials(named)],
    // Only what is given up leaves failures. Of all else the page of the run says what it waits for.
    page: remedy.act === 'give-up' ? dashboardPages.failures(runId) : dashboardPages.run(runId),
  };
}

/**
 * Outcome of a batch whose checkpoint could not be written, for example on a full disk. The batch stays as it was until
 * its lease runs out.
 */
export const tellUnmoved = (runId: RunId, error: unknown): JobOutcome => ({
  state: 'failed',
  reason: `The outcome of the batch could not be stored: ${redactUrlCredentials(String(error))}`,
  lines: [],
  page: dashboardPages.run(runId),
});

function wordsOf(remedy: Remedy): string {
  switch (remedy.act) {
    case 'work-on':
      return 'Worked on once more';
    case 'forget':
      return 'Left to another worker';
    case 'release':
      return `${remedy.costsAttempt ? 'To be tried again' : 'Handed back, to be tried again'} ${inTime(remedy.delayMs)}`;
    case 'split':
      return 'Split in two, to find the record that is bad';
    case 'give-up':
      return `Given up (${remedy.fault.code})`;
    case 'pause':
      return `The run is paused (${remedy.reason})`;
    case 'fail':
      return 'The run failed';
  }
}

const inTime = (delayMs: number): string =>
  delayMs === 0 ? 'at once' : `in ${Math.ceil(delayMs / 1_000)} s`;

function whyOf(remedy: Remedy, error: unknown): string {
  if (remedy.act === 'pause' || remedy.act === 'fail') return remedy.action;
  return toNote(error);
}

/** Short reason why a batch was handed back. */
export const toNote = (error: unknown): string =>
  error instanceof HandedBackError
    ? error.reason
    : redactUrlCredentials(error instanceof Error ? error.message : String(error));
