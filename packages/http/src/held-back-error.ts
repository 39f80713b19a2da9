/** An API wants no requests for longer than a caller should wait for its turn. Leaves this package as an `HttpError` only. */
export class HeldBackError extends Error {
  override readonly name = 'HeldBackError';
  readonly restMs: number;

  constructor(restMs: number) {
    super(`the API wants no requests for another ${Math.ceil(restMs / 1000)} s`);
    this.restMs = restMs;
  }
}
