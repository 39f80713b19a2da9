import type { ExecutionDraft } from '@z2q/contracts';

/**
 * Orders executions of one run for loading: the target may take the last log it receives for the state of the run. An
 * execution that was never run has no log and goes first.
 */
export const olderFirst = (left: ExecutionDraft, right: ExecutionDraft): number =>
  (left.log?.end ?? '').localeCompare(right.log?.end ?? '');
