import type { LedgerEntry, NamedWrite, PropertyWrite, TargetField, TestSuiteDraft } from '@z2q/contracts';
import { DATA_TYPE } from '../fields/data-type.ts';
import { readInstant } from '../text/read-instant.ts';
import { toTargetDate } from './encode-field.ts';
import { fillRequired } from './fill-required.ts';
import { findField } from './resolve-fields.ts';
import { resolveWithDetails } from './resolve-with-details.ts';
import type { Written } from './written.ts';

type PlannedDate = {
  readonly source: 'plannedStart' | 'plannedEnd';
  readonly label: string;
  /** Stable key of the system field, whose label an administrator may change. */
  readonly originalName: string;
};

const PLANNED_DATES: readonly PlannedDate[] = [
  { source: 'plannedStart', label: 'Planned Start Date', originalName: 'PlannedStartDateTestSuite' },
  { source: 'plannedEnd', label: 'Planned End Date', originalName: 'PlannedEndDateTestSuite' },
];

/** Body of a test suite. Values without a field go into `Zephyr details`. */
export function toSuiteWrite(
  draft: TestSuiteDraft,
  target: { readonly fields: readonly TargetField[] },
): Written<NamedWrite> {
  const resolved = resolveWithDetails(draft.fields, target.fields, draft.sourceKey);
  const dates = PLANNED_DATES.map((date) => toDateProperty(draft, date, target.fields));
  const used = new Set(dates.flatMap(({ property }) => (property === null ? [] : [property.field_id])));
  const properties = [
    ...dates.flatMap(({ property }) => (property === null ? [] : [property])),
    ...resolved.properties.filter(({ field_id }) => !used.has(field_id)),
  ];
  const required = fillRequired('test-suites', properties, target.fields);
  return {
    write: { name: draft.name, properties: required.properties },
    late: [...resolved.late, ...dates.flatMap(({ late }) => late), ...required.late],
    filled: required.filled,
    unfilled: required.unfilled,
  };
}

/** Planned dates are also in `Zephyr details`, so a date field that keeps only the day loses nothing. */
function toDateProperty(
  draft: TestSuiteDraft,
  { source, label, originalName }: PlannedDate,
  fields: readonly TargetField[],
): { readonly property: PropertyWrite | null; readonly late: readonly LedgerEntry[] } {
  const value = draft[source];
  if (value === null) return { property: null, late: [] };
  const field =
    fields.find((candidate) => candidate.originalName === originalName && candidate.isActive) ??
    findField(label, fields);
  const isDate = field?.dataType === DATA_TYPE.date || field?.dataType === DATA_TYPE.dateTime;
  if (field === undefined || !isDate || readInstant(value) === null) {
    const params = { label };
    return { property: null, late: [{ field: source, outcome: 'changed', code: 'no_date_field', params }] };
  }
  return { property: { field_id: field.id, field_value: toTargetDate(value) }, late: [] };
}
