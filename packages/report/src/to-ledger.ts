import {
  type LedgerField,
  type LedgerReason,
  type LedgerSum,
  type ReportView,
  toLedgerSentence,
  type ValueOutcome,
} from '@z2q/contracts';
import type { LedgerInput, LedgerRow, ReportInput } from './report-input.ts';

const total = (rows: readonly LedgerRow[], outcome: ValueOutcome): number =>
  rows.reduce((sum, row) => sum + (row.outcome === outcome ? row.count : 0), 0);

/** Values received are counted on the answers, outcomes by the accounts; the two counts are independent and may disagree. */
function toSum({ entityType, received, readBack, open, counts }: LedgerInput): LedgerSum {
  const carried = total(counts, 'carried');
  const changed = total(counts, 'changed');
  const dropped = total(counts, 'dropped');
  const technical = total(counts, 'technical');
  return {
    entityType,
    received,
    fieldsWithValue: received,
    carried,
    unproven: Math.max(0, carried - readBack),
    changed,
    dropped,
    technical,
    open,
    closes: carried + changed + dropped + technical === received,
  };
}

const toReasons = (rows: readonly LedgerRow[], outcome: ValueOutcome): LedgerReason[] =>
  rows
    .flatMap(({ code, params, count, examples, ...row }) =>
      row.outcome === outcome && code !== null
        ? [{ code, reason: toLedgerSentence(code, params ?? {}), count, examples: [...examples] }]
        : [],
    )
    .sort((a, b) => b.count - a.count);

/** Patterns whose values are all carried or technical appear only in the sums. */
function toFields({ entityType, counts }: LedgerInput): LedgerField[] {
  return [...Map.groupBy(counts, ({ pattern }) => pattern)]
    .map(([field, rows]) => ({
      entityType,
      field,
      carried: total(rows, 'carried'),
      changed: toReasons(rows, 'changed'),
      dropped: toReasons(rows, 'dropped'),
      added: toReasons(rows, 'added'),
      notAsked: toReasons(rows, 'not_asked'),
    }))
    .filter((field) =>
      [field.changed, field.dropped, field.added, field.notAsked].some(({ length }) => length > 0),
    )
    .sort((a, b) => a.field.localeCompare(b.field, 'en'));
}

/** Sums the ledger up by type and pattern, and says whether the sums close. */
export const toLedger = (ledger: ReportInput['ledger']): ReportView['ledger'] => ({
  sums: ledger.map(toSum),
  fields: ledger.flatMap(toFields),
});
