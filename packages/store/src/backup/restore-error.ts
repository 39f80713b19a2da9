/** `in_use`: processes have the database open. `newer`: it knows more than the backup. `unusable`: the backup is none. */
export type RestoreErrorCode = 'in_use' | 'newer' | 'unusable';

/** Why a backup was not put in place; nothing was changed. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
  readonly code: RestoreErrorCode;

  constructor(message: string, { code, ...options }: ErrorOptions & { readonly code: RestoreErrorCode }) {
    super(message, options);
    this.code = code;
  }
}
