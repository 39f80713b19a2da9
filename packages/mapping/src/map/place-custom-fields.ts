import type { CustomFields, CustomFieldValue, DraftField, FieldObject } from '@z2q/contracts';
import {
  customFieldLabel,
  customFieldSource,
  customFieldTexts,
  uncutLabel,
} from '../fields/custom-field-label.ts';
import { inferKindOfValue } from '../fields/field-profile.ts';
import { MAX_LABEL_LENGTH } from '../fields/well-known-fields.ts';
import type { Detail } from '../text/details-block.ts';
import { foldLabel } from '../text/fold-label.ts';
import { toHtml } from '../text/html.ts';
import type { MappingContext } from './context.ts';
import type { Placed } from './place-fields.ts';

/** Places the custom fields of an object with fields: one target field each, or a line in the details when two share a label. */
export function placeCustomFields(
  placed: Placed,
  customFields: CustomFields,
  object: FieldObject,
  context: MappingContext,
): void {
  const taken = new Set(placed.fields.map(({ label }) => foldLabel(label)));
  for (const [name, value] of Object.entries(customFields)) {
    const values = customFieldTexts(value);
    if (values.length === 0) continue;
    const source = customFieldSource(name);
    const label = customFieldLabel(name, context.mapping);
    if (label.trim() === '' || taken.has(foldLabel(label))) {
      placed.details.push(toDetail(name, values));
      placed.book.changed(source, 'same_label');
      continue;
    }
    taken.add(foldLabel(label));
    placed.fields.push(toDraftField(label, value, values, source, context.fieldKinds(object, source)));
    if (label === uncutLabel(name, context.mapping)) placed.book.note(source, ...values);
    else placed.book.changed(source, 'label_cut', { params: { max: String(MAX_LABEL_LENGTH) } });
  }
}

const toDraftField = (
  label: string,
  value: CustomFieldValue,
  values: readonly string[],
  source: string,
  kind: DraftField['kind'] | undefined,
): DraftField => ({ label, kind: kind ?? inferKindOfValue(value), values, source });

/** Turns custom fields of an object without fields into details. */
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
    book.note(`${prefix}${customFieldSource(name)}`, ...values);
  }
  return details;
}

const toDetail = (label: string, values: readonly string[]): Detail => ({
  label,
  values: values.map(toHtml),
  isHtml: true,
});
