import { LeaseLostError } from '@z2q/store';
import { HandedBackError, PauseRunError, RecordTroubleError } from '../batch-handler.ts';

const OURS = [HandedBackError, PauseRunError, RecordTroubleError, LeaseLostError];

/**
 * Whether an error is a programming error, such as a `TypeError`, in the work on one record. Only that record fails.
 * Errors of requests, of the store and of the operating system have a code, and the harness judges them.
 */
export const isUnforeseen = (error: unknown): error is Error =>
  error instanceof Error &&
  !('code' in error) &&
  error.name !== 'AbortError' &&
  !OURS.some((ours) => error instanceof ours);

/** Message of the failure of such a record. */
export const explainUnforeseen = (error: Error): string =>
  `${error.name}: ${error.message}. This is an error in z2q itself: look for what is unusual about the record, report both, then retry.`;
