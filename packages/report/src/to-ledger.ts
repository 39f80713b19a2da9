import {
  ENTITY_TYPES,
  type LedgerField,
  type LedgerReason,
  type LedgerSum,
  type ReportView,
  toLedgerSentence,
} from '@z2q/contracts';
import type { LedgerCount, LedgerRow, ReportInput } from './report-input.ts';

const total = (rows: readonly LedgerRow[], outcome: LedgerRow['outcome']): number =>
  rows.filter((row) => row.outcome === outcome).reduce((sum, row) => sum + row.count, 0);

function toSum({ entityType, carried, fieldsWithValue }: LedgerCount, rows: readonly LedgerRow[]): LedgerSum {
  const own = rows.filter((row) => row.entityType === entityType);
  const changed = total(own, 'changed');
  const dropped = total(own, 'dropped');
  const closes = fieldsWithValue === null ? null : carried + changed + dropped === fieldsWithValue;
  return { entityType, fieldsWithValue, carried, changed, dropped, closes };
}

const toReasons = (rows: readonly LedgerRow[], outcome: LedgerRow['outcome']): LedgerReason[] =>
  rows
    .filter((row) => row.outcome === outcome)
    .map(({ code, params, count, examples }) => ({
      code,
      reason: toLedgerSentence(code, params),
      count,
      examples: [...examples],
    }))
    .sort((a, b) => b.count - a.count);

type FieldGroup = Pick<LedgerField, 'entityType' | 'field' | 'carried'> & { readonly rows: LedgerRow[] };

function groupByField({ carried, rows }: ReportInput['ledger']): FieldGroup[] {
  const groups = new Map<string, FieldGroup>();
  for (const { entityType, field, count } of carried) {
    groups.set(`${entityType}\n${field}`, { entityType, field, carried: count, rows: [] });
  }
  for (const row of rows) {
    const key = `${row.entityType}\n${row.field}`;
    const group = groups.get(key) ?? {
      entityType: row.entityType,
      field: row.field,
      carried: null,
      rows: [],
    };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const byTypeThenField = (a: LedgerField, b: LedgerField): number =>
  ENTITY_TYPES.indexOf(a.entityType) - ENTITY_TYPES.indexOf(b.entityType) ||
  a.field.localeCompare(b.field, 'en');

/** Sums the loss ledger up by entity type and by field, and says whether the sums close. */
export function toLedger(ledger: ReportInput['ledger']): ReportView['ledger'] {
  // A type whose records all lost values has rows and no carried count: it still needs its sum.
  const counted = new Map(ledger.sums.map((sum) => [sum.entityType, sum]));
  const named = new Set([...counted.keys(), ...ledger.rows.map((row) => row.entityType)]);
  const sums = ENTITY_TYPES.filter((entityType) => named.has(entityType)).map((entityType) =>
    toSum(counted.get(entityType) ?? { entityType, carried: 0, fieldsWithValue: null }, ledger.rows),
  );
  const fields = groupByField(ledger)
    .map(({ rows, ...field }) => ({
      ...field,
      changed: toReasons(rows, 'changed'),
      dropped: toReasons(rows, 'dropped'),
      added: toReasons(rows, 'added'),
    }))
    .sort(byTypeThenField);
  return { sums, fields };
}
