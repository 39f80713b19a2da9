/** An answer leads to where no request may go. The message completes "was redirected to …". */
export class RedirectRefusedError extends Error {
  override readonly name = 'RedirectRefusedError';
  readonly code = 'redirect_refused';
  readonly recovery = 'give-up';
}
