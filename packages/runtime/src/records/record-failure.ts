import type { FailureCode, RecordFailure } from '@z2q/contracts';
import { HttpError, type HttpErrorCode } from '@z2q/http';
import { RecordTroubleError } from '../batch-handler.ts';
import { explainUnforeseen, isUnforeseen } from '../recovery/unforeseen.ts';

type Named = { readonly sourceId: string; readonly sourceKey: string | null };

/** Builds the failure of a record. */
export const toFailure = (record: Named, code: FailureCode, message: string): RecordFailure => ({
  sourceId: record.sourceId,
  sourceKey: record.sourceKey,
  code,
  message,
});

type FaultCodes = Readonly<Partial<Record<HttpErrorCode, FailureCode>>>;

/**
 * Turns an answer into the failure of one record, if its code is listed in `codes`. Every other error is thrown again,
 * because it concerns the batch and the harness handles it.
 */
export function recordFault(
  error: unknown,
  codes: FaultCodes,
): { readonly code: FailureCode; readonly message: string } {
  const code = error instanceof HttpError ? codes[error.code] : undefined;
  if (!(error instanceof HttpError) || !code) throw error;
  return { code, message: error.message };
}

/**
 * Turns an error at work on one record into its failure: an answer whose code is listed in `codes`, or an unforeseen
 * error.
 * @throws {RecordTroubleError} for any other failed request, which the harness judges; every other error as it is.
 */
export function failureOf(
  record: Named,
  error: unknown,
  { unforeseen, ...codes }: FaultCodes & { readonly unforeseen: FailureCode },
): RecordFailure {
  if (isUnforeseen(error)) return toFailure(record, unforeseen, explainUnforeseen(error));
  if (!(error instanceof HttpError)) throw error;
  const code = codes[error.code];
  if (!code) throw new RecordTroubleError(record.sourceId, error);
  return toFailure(record, code, error.message);
}

/** Outcome of one record of a batch. */
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
