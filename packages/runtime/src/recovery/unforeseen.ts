import { LeaseLostError } from '@z2q/store';
import { HandedBackError, PauseRunError, RecordTroubleError } from '../batch-handler.ts';

const OURS = [HandedBackError, PauseRunError, RecordTroubleError, LeaseLostError];

/**
 * Whether an error is one that nobody thought of, such as a `TypeError` in the work on one record: that record fails of it,
 * and nothing else. Errors of calls, of the store and of the system have a code; they are for the harness to judge.
 */
export const isUnforeseen = (error: unknown): error is Error =>
  error instanceof Error &&
  !('code' in error) &&
  error.name !== 'AbortError' &&
  !OURS.some((ours) => error instanceof ours);

/** What is said of a record that came upon one. */
export const explainUnforeseen = (error: Error): string =>
  `${error.name}: ${error.message}. Nobody thought of this: look for what is unusual about the record, report it, then retry.`;
