/**
 * `full`: the disk is full. `io`: the disk fails. `busy`: other processes held the write lock for too long. `corrupt`:
 * the file is damaged or is no database. `not_wal`: this kind of disk cannot be shared by several processes.
 * `transaction_over`: a programming error, a query came after the end of its transaction.
 */
export type StoreErrorCode = 'full' | 'io' | 'busy' | 'corrupt' | 'not_wal' | 'transaction_over';

const WHAT: Readonly<Record<StoreErrorCode, string>> = {
  full: 'The disk that holds the store is full',
  io: 'The disk that holds the store fails to read or to write',
  busy: 'Other processes held the write lock of the store for too long',
  corrupt: 'The store is damaged, or is no database. Put a backup in its place: "z2q restore FILE --force"',
  not_wal:
    'The store cannot be shared on this disk, which takes no write-ahead log. DATA_DIR must be on a local disk, not on a network file system',
  transaction_over: 'A query came to a transaction that is over: wait for every query inside `Store.write`',
};

const LASTING: readonly StoreErrorCode[] = ['transaction_over', 'corrupt', 'not_wal'];

type StoreErrorOptions = ErrorOptions & { readonly path?: string | undefined };

/** A failure of the store itself, whatever it was asked. A statement that SQLite rejects is another error. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly recovery: 'retry' | 'give-up';

  constructor(code: StoreErrorCode, { path, ...options }: StoreErrorOptions = {}) {
    super(path === undefined ? WHAT[code] : `${WHAT[code]} (${path})`, options);
    this.code = code;
    this.recovery = LASTING.includes(code) ? 'give-up' : 'retry';
  }
}
