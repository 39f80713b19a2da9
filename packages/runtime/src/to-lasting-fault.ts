import type { FailureCode } from '@z2q/contracts';
import type { HttpError, HttpErrorCode } from '@z2q/http';
import { recoveryWords } from './recovery-words.ts';

/** What is stored of a record that no attempt gets through. */
export type LastingFault = { readonly code: FailureCode; readonly message: string };

type Codes = Readonly<Partial<Record<HttpErrorCode, FailureCode>>>;

const SOURCE_CODES: Codes = {
  forbidden: 'source_refused',
  refused: 'source_refused',
  too_large: 'source_refused',
  not_found: 'source_record_gone',
};
const TARGET_CODES: Codes = {
  forbidden: 'target_refused',
  refused: 'target_refused',
  not_found: 'target_refused',
  too_large: 'target_too_large',
};

export function toLastingFault(error: HttpError): LastingFault {
  return error.details.side === 'source'
    ? { code: SOURCE_CODES[error.code] ?? 'source_error', message: recoveryWords.sourceFault(error) }
    : { code: TARGET_CODES[error.code] ?? 'target_error', message: recoveryWords.targetFault(error) };
}
