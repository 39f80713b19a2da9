import type { CustomFields, CustomFieldValue, DraftField, FieldObject } from '@z2q/contracts';
import type { MappingContext } from './context.ts';
import type { Detail } from './details-block.ts';
import { toHtml } from './html.ts';
import { inferKindOfValue } from './infer-field-kind.ts';
import type { Placed } from './place-fields.ts';
import {
  MAX_LABEL_LENGTH,
  ZEPHYR_DETAILS_FIELD,
  ZEPHYR_KEY_FIELD,
  ZEPHYR_STATUS_FIELD,
} from './well-known-fields.ts';

export const CUSTOM_FIELD_PREFIX = 'customFields.';
/** Name of a custom field in the ledger and in profiles. */
export const customFieldSource = (name: string): string => `${CUSTOM_FIELD_PREFIX}${name}`;

/** A value as a person reads it; empty when there is none: null, the empty text, the empty list. */
export function customFieldTexts(value: CustomFieldValue): readonly string[] {
  if (value === null || value === '') return [];
  if (typeof value === 'object') return value.map(String).filter((text) => text !== '');
  return [String(value)];
}

/** Labels that mean something else on the target: a custom field of such a name gets a name of its own. */
const STANDARD_LABELS: readonly string[] = [
  'Name',
  'Description',
  'Precondition',
  'Shared',
  'Projects Shared to',
  'Status',
  'Priority',
  'Labels',
  'Component',
  'Estimated time',
  'Environment',
  ZEPHYR_KEY_FIELD,
  ZEPHYR_STATUS_FIELD,
  ZEPHYR_DETAILS_FIELD,
];
const RESERVED: ReadonlySet<string> = new Set(STANDARD_LABELS.map((label) => label.toLowerCase()));

/** Target label of a custom field: as the mapping file says, else its own name, cut to what a label may be long. */
export function customFieldLabel(name: string, mapping: MappingContext['mapping']): string {
  const label = uncutLabel(name, mapping);
  return label.length <= MAX_LABEL_LENGTH ? label : `${label.slice(0, MAX_LABEL_LENGTH - 1)}…`;
}

function uncutLabel(name: string, mapping: MappingContext['mapping']): string {
  const mapped = Object.hasOwn(mapping.fields, name) ? mapping.fields[name] : undefined;
  if (mapped !== undefined && !RESERVED.has(name.toLowerCase())) return mapped;
  return RESERVED.has(name.trim().toLowerCase()) ? `${name} (custom field)` : name;
}

/** Custom fields of an object that has fields: one target field each, or a line in the details when two share a label. */
export function placeCustomFields(
  placed: Placed,
  customFields: CustomFields,
  object: FieldObject,
  context: MappingContext,
): void {
  const taken = new Set(placed.fields.map(({ label }) => label.toLowerCase()));
  for (const [name, value] of Object.entries(customFields)) {
    const values = customFieldTexts(value);
    if (values.length === 0) continue;
    const source = customFieldSource(name);
    const label = customFieldLabel(name, context.mapping);
    if (label.trim() === '' || taken.has(label.toLowerCase())) {
      placed.details.push(toDetail(name, values));
      placed.book.changed(source, 'Another field has the same name on the target: written in the details.');
      continue;
    }
    taken.add(label.toLowerCase());
    placed.fields.push(toDraftField(label, value, values, source, context.fieldKinds(object, source)));
    if (label === uncutLabel(name, context.mapping)) placed.book.note(source);
    else placed.book.changed(source, `Its name is longer than ${MAX_LABEL_LENGTH} characters: cut there.`);
  }
}

const toDraftField = (
  label: string,
  value: CustomFieldValue,
  values: readonly string[],
  source: string,
  kind: DraftField['kind'] | undefined,
): DraftField => ({ label, kind: kind ?? inferKindOfValue(value), values, source });

/** Custom fields of what has no fields on the target, as details. */
export function customFieldDetails(
  customFields: CustomFields,
  book: Placed['book'],
  prefix = '',
): readonly Detail[] {
  const details: Detail[] = [];
  for (const [name, value] of Object.entries(customFields)) {
    const values = customFieldTexts(value);
    if (values.length === 0) continue;
    details.push(toDetail(name, values));
    book.note(`${prefix}${customFieldSource(name)}`);
  }
  return details;
}

const toDetail = (label: string, values: readonly string[]): Detail => ({
  label,
  values: values.map(toHtml),
  isHtml: true,
});
