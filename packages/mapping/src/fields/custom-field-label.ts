import type { CustomFieldValue, MappingFile } from '@z2q/contracts';
import { foldLabel } from '../text/fold-label.ts';
import {
  MAX_LABEL_LENGTH,
  ZEPHYR_DETAILS_FIELD,
  ZEPHYR_KEY_FIELD,
  ZEPHYR_STATUS_FIELD,
} from './well-known-fields.ts';

export const CUSTOM_FIELD_PREFIX = 'customFields.';
/** Name of a custom field in the ledger and in profiles. */
export const customFieldSource = (name: string): string => `${CUSTOM_FIELD_PREFIX}${name}`;

/** A value as readable texts; empty for null, the empty text and the empty list. */
export function customFieldTexts(value: CustomFieldValue): readonly string[] {
  if (value === null || value === '') return [];
  if (typeof value === 'object') return value.map(String).filter((text) => text !== '');
  return [String(value)];
}

/** Labels with another meaning on the target. A custom field with such a name gets a different label. */
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
const RESERVED: ReadonlySet<string> = new Set(STANDARD_LABELS.map(foldLabel));

/** Target label of a custom field: the label in the mapping file, otherwise the field's own name, cut to the longest length. */
export function customFieldLabel(name: string, mapping: MappingFile): string {
  const label = uncutLabel(name, mapping);
  return label.length <= MAX_LABEL_LENGTH ? label : `${label.slice(0, MAX_LABEL_LENGTH - 1)}…`;
}

/** The label before cutting. */
export function uncutLabel(name: string, mapping: MappingFile): string {
  if (RESERVED.has(foldLabel(name))) return `${name} (custom field)`;
  return Object.hasOwn(mapping.fields, name) ? (mapping.fields[name] ?? name) : name;
}
