import { type LedgerItem, toLedgerSentence } from '@z2q/contracts';
import type { RecordLine } from '@z2q/store';

/** A line of the ledger as shown, with the sentence of its code. */
export const toLedgerItem = ({ entityType, sourceId, sourceKey, line }: RecordLine): LedgerItem => ({
  entityType,
  sourceId,
  sourceKey,
  path: line.path,
  outcome: line.outcome,
  code: line.code,
  message: toLedgerSentence(line.code, line.params ?? {}),
  before: line.before,
  after: line.after,
});
