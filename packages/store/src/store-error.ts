/** `full`: the disk of the store takes no more. `busy`: others held it for too long. `transaction_over`: a fault of ours. */
export type StoreErrorCode = 'full' | 'busy' | 'transaction_over';

const WHAT: Readonly<Record<StoreErrorCode, string>> = {
  full: 'The disk that holds the store is full',
  busy: 'Others held the write lock of the store for too long',
  transaction_over: 'A query came to a transaction that is over: wait for every query inside `Store.write`',
};

/** What can go wrong with the store whatever it is asked; a query that it does not understand is another error. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly recovery: 'retry' | 'give-up';

  constructor(code: StoreErrorCode, options?: ErrorOptions) {
    super(WHAT[code], options);
    this.code = code;
    this.recovery = code === 'transaction_over' ? 'give-up' : 'retry';
  }
}
