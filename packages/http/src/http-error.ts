/** What the worker harness does about a failure. `in-doubt`: the write may have been applied. */
export type Recovery = 'retry' | 'throttle' | 'give-up' | 'in-doubt';

/** Stable names of failures of a call. */
export type HttpErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'refused'
  | 'too_large'
  | 'throttled'
  | 'quota_exhausted'
  | 'server_error'
  | 'unreachable'
  | 'timeout'
  | 'bad_answer'
  | 'answer_too_large'
  | 'redirect_refused'
  | 'cancelled';

export type HttpErrorDetails = {
  readonly code: HttpErrorCode;
  readonly recovery: Recovery;
  readonly side: 'source' | 'target';
  readonly method: string;
  /** Path without query or credentials. */
  readonly path: string;
  readonly status: number | null;
  /** The API's own message, shortened and without secrets. */
  readonly apiMessage: string | null;
  readonly retryAfterMs: number | null;
};

/** A failed API call. Never contains a header, a request body, or a token. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly details: HttpErrorDetails;

  constructor(message: string, details: HttpErrorDetails, options?: ErrorOptions) {
    super(message, options);
    this.details = details;
  }

  get code(): HttpErrorCode {
    return this.details.code;
  }

  get recovery(): Recovery {
    return this.details.recovery;
  }
}
