import type { FailureCode } from '@z2q/contracts';

/** Why one record cannot be loaded or rolled back, worded for the operator. The other records of the batch go on. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}
