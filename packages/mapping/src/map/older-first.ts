import type { ExecutionDraft } from '@z2q/contracts';

/**
 * Orders executions of one run as they are loaded: the target may take the last log it is sent for the run's state. An execution not yet run has
 * no log and goes first.
 */
export const olderFirst = (left: ExecutionDraft, right: ExecutionDraft): number =>
  (left.log?.end ?? '').localeCompare(right.log?.end ?? '');
