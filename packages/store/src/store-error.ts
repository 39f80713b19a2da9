/** `full`: the disk of the store takes no more. `busy`: others held it for too long. */
export type StoreErrorCode = 'full' | 'busy';

const WHAT: Readonly<Record<StoreErrorCode, string>> = {
  full: 'The disk that holds the store is full',
  busy: 'Others held the write lock of the store for too long',
};

/** What can go wrong with the store whatever it is asked; a query that it does not understand is another error. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly recovery = 'retry';

  constructor(code: StoreErrorCode, options?: ErrorOptions) {
    super(WHAT[code], options);
    this.code = code;
  }
}
