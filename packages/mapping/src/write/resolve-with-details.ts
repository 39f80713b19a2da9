import type { DraftField, LedgerEntry, PropertyWrite, TargetField } from '@z2q/contracts';
import { ZEPHYR_DETAILS_FIELD } from '../fields/well-known-fields.ts';
import { addDetails } from '../text/details-block.ts';
import { resolveFields, toDetailLines, toLateEntries } from './resolve-fields.ts';

/** Fields of an object without a description: what finds no field goes into `Zephyr details`, and is dropped without that. */
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
