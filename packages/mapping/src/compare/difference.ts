import { canonicalHtml, decodeEntities } from './canonical-html.ts';

/** One difference from what was sent, with short excerpts around the first character that differs. */
export type Difference = { readonly field: string; readonly expected: string; readonly actual: string };

const BEFORE = 20;
const LENGTH = 100;

/**
 * Compares plain texts by meaning: a site may return HTML entities (`Rock &amp; Roll`) or other line ends. Null counts
 * as the empty text, since the target omits empty members from its answers.
 */
export const compareText = (field: string, expected: string, actual: string | null): readonly Difference[] =>
  isSameText(expected, actual ?? '') ? [] : compareExactly(field, expected, actual);

/** Whether two plain texts mean the same. */
export const isSameText = (expected: string, actual: string): boolean =>
  expected === actual || plainText(expected) === plainText(actual);

const plainText = (text: string): string => decodeEntities(text).replaceAll('\r\n', '\n');

function compareExactly(field: string, expected: string, actual: string | null): readonly Difference[] {
  const found = actual ?? '';
  if (expected === found) return [];
  let first = 0;
  while (expected[first] !== undefined && expected[first] === found[first]) first += 1;
  return [{ field, expected: excerpt(expected, first), actual: excerpt(found, first) }];
}

/** Compares rich texts, which the target may store in another notation. The excerpts show the canonical form. */
export const compareHtml = (field: string, expected: string, actual: string | null): readonly Difference[] =>
  expected === actual ? [] : compareExactly(field, canonicalHtml(expected), canonicalHtml(actual ?? ''));

export const compareValue = (field: string, expected: unknown, actual: unknown): readonly Difference[] =>
  expected === actual ? [] : [{ field, expected: String(expected), actual: String(actual) }];

function excerpt(text: string, first: number): string {
  const from = Math.max(0, first - BEFORE);
  const part = text.slice(from, from + LENGTH);
  return `${from > 0 ? '…' : ''}${part}${from + LENGTH < text.length ? '…' : ''}`;
}
