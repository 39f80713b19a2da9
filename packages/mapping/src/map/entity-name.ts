import type { Detail } from '../text/details-block.ts';
import type { LedgerBook } from './ledger-book.ts';

/** Longest name of a module, case, cycle, suite, run or release. */
export const MAX_NAME_LENGTH = 500;

export type EntityName = { readonly name: string; readonly details: readonly Detail[] };

/** A name the target takes: one line, 1 to 500 characters. What that changes goes to the ledger, the original to the details. */
export function toEntityName(original: string, fallback: string, book: LedgerBook): EntityName {
  const oneLine = original.replace(/\s+/g, toOneSpace).trim();
  const name = cutText(oneLine === '' ? fallback : oneLine, MAX_NAME_LENGTH);
  if (name === original) return { name, details: [] };
  book.changed('name', `${reasonFor(oneLine)} The original is in the details.`);
  return { name, details: [{ label: 'Name in Zephyr', values: [original] }] };
}

const toOneSpace = (blank: string): string => (/[\r\n\t\u2028\u2029]/.test(blank) ? ' ' : blank);

function reasonFor(oneLine: string): string {
  if (oneLine === '') return 'The name is empty; the key stands in for it.';
  return oneLine.length > MAX_NAME_LENGTH
    ? `The name is longer than ${MAX_NAME_LENGTH} characters and is cut.`
    : 'Line breaks and outer spaces of the name became single spaces.';
}

/** At most so many UTF-16 units, never half a character, with an ellipsis where something is cut off. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
