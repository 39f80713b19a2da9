/** A redirect to an address that no request may go to. The message completes "was redirected to …". */
export class RedirectRefusedError extends Error {
  override readonly name = 'RedirectRefusedError';
  readonly code = 'redirect_refused';
  readonly recovery = 'give-up';
}
