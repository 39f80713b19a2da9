import { explainFault } from '@z2q/mapping';
import type { Site } from '@z2q/target';
import { RecordError } from './record-error.ts';

/**
 * Fails a record whose body must not be sent. If the target is still as it was when the record was transformed,
 * transform has failed the record already.
 */
export function refuseFaulty(written: Parameters<typeof explainFault>[0], { statuses }: Site): void {
  const fault = explainFault(written, statuses);
  if (fault !== null) throw new RecordError('draft_invalid', fault);
}
