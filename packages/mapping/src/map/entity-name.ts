import type { Detail } from '../text/details-block.ts';
import type { LedgerBook } from './ledger-book.ts';

/** Longest name of a module, case, cycle, suite, run or release. */
export const MAX_NAME_LENGTH = 500;

export type EntityName = { readonly name: string; readonly details: readonly Detail[] };

/**
 * Makes a name that the target accepts: one line, 1 to 500 characters. A change is entered in the ledger, and the
 * original goes to the details.
 */
export function toEntityName(original: string, fallback: string, book: LedgerBook): EntityName {
  const oneLine = original.replace(/\s+/g, toOneSpace).trim();
  const name = cutText(oneLine === '' ? fallback : oneLine, MAX_NAME_LENGTH);
  if (name === original) return { name, details: [] };
  enterName(book, oneLine, original, name);
  return { name, details: [{ label: 'Name in Zephyr', values: [original] }] };
}

const toOneSpace = (blank: string): string => (/[\r\n\t\u2028\u2029]/.test(blank) ? ' ' : blank);

function enterName(book: LedgerBook, oneLine: string, before: string, after: string): void {
  if (before === '') book.added('name', 'name_empty', { after });
  else if (oneLine === '') book.changed('name', 'name_empty', { before, after });
  else if (oneLine.length <= MAX_NAME_LENGTH) book.changed('name', 'name_on_one_line', { before, after });
  else book.changed('name', 'name_cut', { params: { max: String(MAX_NAME_LENGTH) }, before, after });
}

/** Cuts a text to at most this many UTF-16 units, never inside a character, with an ellipsis where something is cut off. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
