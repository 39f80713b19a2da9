import type { FailureCode } from '@z2q/contracts';

/** Why one record cannot be loaded, or cannot be taken away, as it is to be told; the others of its batch go on. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}
