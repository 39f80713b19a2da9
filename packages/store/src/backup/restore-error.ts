/** `in_use`: processes have the database open. `there_already`: nobody said that it may be replaced. `unusable`: the backup is none. */
export type RestoreErrorCode = 'in_use' | 'there_already' | 'unusable';

/** Why a backup was not put in place; nothing was changed. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
  readonly code: RestoreErrorCode;

  constructor(message: string, { code, ...options }: ErrorOptions & { readonly code: RestoreErrorCode }) {
    super(message, options);
    this.code = code;
  }
}
