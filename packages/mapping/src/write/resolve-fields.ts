import type { DraftField, LedgerEntry, PropertyWrite, TargetField } from '@z2q/contracts';
import { SOURCE_SEPARATOR } from '../fields/details-field.ts';
import type { Detail } from '../text/details-block.ts';
import { foldLabel, isSameLabel } from '../text/fold-label.ts';
import { toHtml } from '../text/html.ts';
import { type Encoded, encodeField, type Unfit } from './encode-field.ts';

export type UnresolvedField = DraftField & { readonly unfit: Unfit };
export type ResolvedFields = {
  readonly properties: readonly PropertyWrite[];
  /** Fields that the target lacks or cannot hold, each with the reason. */
  readonly unresolved: readonly UnresolvedField[];
};

/** Set only by the target's own sharing function; a value from outside breaks it. */
const UNTOUCHABLE: ReadonlySet<string> = new Set(['shared', 'projects shared to']);

export const isUntouchable = (label: string): boolean => UNTOUCHABLE.has(foldLabel(label));

/** Turns draft fields into properties, by the labels and data types of the target object's fields. */
export function resolveFields(
  draftFields: readonly DraftField[],
  targetFields: readonly TargetField[],
): ResolvedFields {
  const properties = new Map<number, PropertyWrite>();
  const unresolved: UnresolvedField[] = [];
  for (const draft of draftFields) {
    const field = findField(draft.label, targetFields);
    const encoded = encodeOnto(draft, field, properties);
    if ('code' in encoded || field === undefined) {
      unresolved.push({ ...draft, unfit: 'code' in encoded ? encoded : NO_FIELD });
    } else properties.set(field.id, { field_id: field.id, field_value: encoded.value });
  }
  return { properties: [...properties.values()], unresolved };
}

const NO_FIELD: Unfit = { code: 'no_field' };

function encodeOnto(
  draft: DraftField,
  field: TargetField | undefined,
  taken: ReadonlyMap<number, unknown>,
): Encoded {
  if (field === undefined) return NO_FIELD;
  return taken.has(field.id) ? { code: 'field_taken' } : encodeField(draft, field);
}

/** The active field with a label, regardless of spelling. System fields without a label match by their stable key. */
export function findField(label: string, fields: readonly TargetField[]): TargetField | undefined {
  if (isUntouchable(label)) return undefined;
  const active = fields.filter(({ isActive }) => isActive);
  return (
    active.find((field) => field.label === label) ??
    active.find((field) => isSameLabel(field.label, label)) ??
    active.find(({ originalName }) => originalName === label)
  );
}

/** Unresolved values as details. */
export const toDetailLines = (unresolved: readonly UnresolvedField[]): readonly Detail[] =>
  unresolved.map(({ label, kind, values }) =>
    kind === 'rich-text' ? { label, values: values.map(toHtml), isHtml: true } : { label, values },
  );

/** Where a value without a field is written. */
export type Place = 'description' | 'details' | 'note' | 'log_note' | 'nowhere';

/** Ledger entries for values without a field. The key is left out, since it is stamped on the object in any case. */
export function toLateEntries(
  unresolved: readonly UnresolvedField[],
  outcome: LedgerEntry['outcome'],
  place: Place,
): readonly LedgerEntry[] {
  return unresolved.flatMap(({ label, source = '', unfit: { code, params } }) =>
    source
      .split(SOURCE_SEPARATOR)
      .filter((field) => field !== '' && field !== 'key')
      .map((field) => ({ field, outcome, code, params: { label, ...params, place } })),
  );
}
