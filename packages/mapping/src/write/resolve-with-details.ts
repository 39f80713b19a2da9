import type { DraftField, LedgerEntry, PropertyWrite, TargetField } from '@z2q/contracts';
import { ZEPHYR_DETAILS_FIELD } from '../fields/well-known-fields.ts';
import { addDetails } from '../text/details-block.ts';
import { resolveFields, toDetailLines, toLateEntries } from './resolve-fields.ts';

/**
 * Resolves the fields of an object without a description. A value without a field goes into `Zephyr details`; if the
 * target lacks that field too, the value is dropped.
 */
export function resolveWithDetails(
  draftFields: readonly DraftField[],
  targetFields: readonly TargetField[],
  key: string,
): { readonly properties: readonly PropertyWrite[]; readonly late: readonly LedgerEntry[] } {
  const others = draftFields.filter(({ label }) => label !== ZEPHYR_DETAILS_FIELD);
  const { properties, unresolved } = resolveFields(others, targetFields);
  const lines = toDetailLines(unresolved);
  const details = draftFields
    .filter(({ label }) => label === ZEPHYR_DETAILS_FIELD)
    .map((field) => ({ ...field, values: field.values.map((html) => addDetails(html, lines, key)) }));
  const own = resolveFields(details, targetFields);
  const isHeld = own.properties.length > 0;
  return {
    properties: [...properties, ...own.properties],
    late: [
      ...toLateEntries(unresolved, isHeld ? 'changed' : 'dropped', isHeld ? 'details' : 'nowhere'),
      ...toLateEntries(own.unresolved, 'dropped', 'nowhere'),
    ],
  };
}
