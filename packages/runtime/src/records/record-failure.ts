import type { FailureCode, RecordFailure } from '@z2q/contracts';
import { HttpError, type HttpErrorCode } from '@z2q/http';

/** Names a record and what went wrong with it. */
export const toFailure = (
  record: { readonly sourceId: string; readonly sourceKey: string | null },
  code: FailureCode,
  message: string,
): RecordFailure => ({ sourceId: record.sourceId, sourceKey: record.sourceKey, code, message });

/**
 * Reads an answer as the fault of one record, by the codes that are. Every other error is thrown again: it is the
 * batch's, and the harness knows what to do.
 */
export function recordFault(
  error: unknown,
  codes: Readonly<Partial<Record<HttpErrorCode, FailureCode>>>,
): { readonly code: FailureCode; readonly message: string } {
  const code = error instanceof HttpError ? codes[error.code] : undefined;
  if (!(error instanceof HttpError) || !code) throw error;
  return { code, message: error.message };
}

/** What came of one record of a batch. */
export type RecordOutcome<Done> = { readonly done: Done } | { readonly failure: RecordFailure };

export function sortOutcomes<Done>(outcomes: readonly RecordOutcome<Done>[]): {
  readonly done: readonly Done[];
  readonly failures: readonly RecordFailure[];
} {
  return {
    done: outcomes.flatMap((outcome) => ('done' in outcome ? [outcome.done] : [])),
    failures: outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome.failure] : [])),
  };
}
