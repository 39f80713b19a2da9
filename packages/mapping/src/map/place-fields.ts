import type { DraftField, FieldObject, OddMember } from '@z2q/contracts';
import type { Destination, FieldRow, FieldTable, RenameTable } from '../fields/field-table.ts';
import type { Detail } from '../text/details-block.ts';
import type { MappingContext } from './context.ts';
import { createLedgerBook, type LedgerBook } from './ledger-book.ts';
import { placeOddMembers } from './place-odd-members.ts';

export type Placed = { readonly fields: DraftField[]; readonly details: Detail[]; readonly book: LedgerBook };

type Row = FieldRow<unknown>;
type FieldPlace = Extract<Destination, { to: 'field' }>;
type Cell = { readonly source: string; readonly values: readonly string[] };

/** Scripts, step results, custom fields and odd members count part by part, not as one. */
const COUNTED_BY_PARTS: ReadonlySet<string> = new Set([
  'script',
  'customFields',
  'stepResults',
  'oddMembers',
]);

/** Applies a table to a record: places values of `field` and `details` rows, and notes every field with a value in the ledger. */
export function placeFields<Source extends object>(
  table: FieldTable<Source>,
  record: Source & { readonly oddMembers?: readonly OddMember[] },
  object: FieldObject,
  context: MappingContext,
): Placed {
  const placed: Placed = { fields: [], details: [], book: createLedgerBook() };
  for (const [source, row] of Object.entries(table) as [keyof Source & string, Row][]) {
    if (row.to === 'id-map' || COUNTED_BY_PARTS.has(source)) continue;
    const values = textsOf(record[source], row);
    if (values.length === 0) continue;
    placed.book.note(source, ...values);
    if (row.to === 'details') placeDetail(placed, row, { source, values });
    if (row.to === 'field') placeField(placed, row, { source, values }, { object, context });
  }
  placeOddMembers(placed, record.oddMembers ?? []);
  return placed;
}

function placeDetail(
  { details, book }: Placed,
  row: Extract<Destination, { to: 'details' }>,
  { source, values }: Cell,
): void {
  details.push({ label: row.label, values, source });
  if (row.code !== undefined) book.changed(source, row.code);
}

function placeField(
  { fields, details, book }: Placed,
  row: FieldPlace,
  { source, values }: Cell,
  { object, context }: { readonly object: FieldObject; readonly context: MappingContext },
): void {
  const renamed = values.map((value) => renameBy(context, row.renamedBy, value));
  fields.push({
    label: context.mapping.fields[row.label] ?? row.label,
    kind: context.fieldKinds(object, source) ?? row.kind,
    values: renamed,
    source,
  });
  if (renamed.every((value, index) => value === values[index])) return;
  details.push({ label: `${row.label} in Zephyr`, values });
  book.changed(source, 'renamed_by_mapping', { before: values.join(', '), after: renamed.join(', ') });
}

function renameBy({ mapping }: MappingContext, table: RenameTable | undefined, value: string): string {
  if (table === undefined || !Object.hasOwn(mapping[table], value)) return value;
  return mapping[table][value] ?? value;
}

/** A value as texts; empty for null, the empty text and the empty list. */
function textsOf(value: unknown, row: Row): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value) && value.length === 0) return [];
  const text = row.text === undefined ? value : row.text(value);
  return (Array.isArray(text) ? text : [text]).map(String);
}
