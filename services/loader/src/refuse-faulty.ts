import { explainFault } from '@z2q/mapping';
import type { Site } from '@z2q/target';
import { RecordError } from './record-error.ts';

/** Fails a record whose body must not be sent. What was transformed for the same target never comes so far. */
export function refuseFaulty(written: Parameters<typeof explainFault>[0], { statuses }: Site): void {
  const fault = explainFault(written, statuses);
  if (fault !== null) throw new RecordError('draft_invalid', fault);
}
