/**
 * `in_use`: a process has the database open. `there_already`: a database is there and `isForced` is not set.
 * `unusable`: the file is no backup of z2q, or is damaged.
 */
export type RestoreErrorCode = 'in_use' | 'there_already' | 'unusable';

/** Says why a backup was not restored. Nothing was changed. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
  readonly code: RestoreErrorCode;

  constructor(message: string, { code, ...options }: ErrorOptions & { readonly code: RestoreErrorCode }) {
    super(message, options);
    this.code = code;
  }
}
