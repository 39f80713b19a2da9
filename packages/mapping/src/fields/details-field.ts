import type { DraftField } from '@z2q/contracts';
import { type Detail, toStampedHtml } from '../text/details-block.ts';
import { ZEPHYR_DETAILS_FIELD } from './well-known-fields.ts';

/** Separates the names of several source fields that share one target field. */
export const SOURCE_SEPARATOR = '\n';

/**
 * The field `Zephyr details`, the description of objects that have none. It lists all source fields in it, for the
 * ledger in case the target lacks the field.
 */
export function toDetailsField(
  { text, source, key }: { readonly text: string | null; readonly source: string; readonly key: string },
  details: readonly Detail[],
): DraftField {
  const sources = details.flatMap((detail) => (detail.source === undefined ? [] : [detail.source]));
  if (text !== null && text !== '') sources.unshift(source);
  return {
    label: ZEPHYR_DETAILS_FIELD,
    kind: 'rich-text',
    values: [toStampedHtml(text ?? '', details, key)],
    ...(sources.length === 0 ? {} : { source: [...new Set(sources)].join(SOURCE_SEPARATOR) }),
  };
}
