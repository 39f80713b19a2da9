import { canonicalHtml } from './canonical-html.ts';

/** One thing that is not as it was sent: short excerpts around the first character that differs. */
export type Difference = { readonly field: string; readonly expected: string; readonly actual: string };

const BEFORE = 20;
const LENGTH = 100;

/** Texts to the character. Null is the empty text, since the target leaves empty members out of its answers. */
export function compareText(field: string, expected: string, actual: string | null): readonly Difference[] {
  const found = actual ?? '';
  if (expected === found) return [];
  let first = 0;
  while (expected[first] !== undefined && expected[first] === found[first]) first += 1;
  return [{ field, expected: excerpt(expected, first), actual: excerpt(found, first) }];
}

/** Rich text, which the target may keep in a spelling of its own. The excerpts are in the spelling that is compared. */
export const compareHtml = (field: string, expected: string, actual: string | null): readonly Difference[] =>
  expected === actual ? [] : compareText(field, canonicalHtml(expected), canonicalHtml(actual ?? ''));

export const compareValue = (field: string, expected: unknown, actual: unknown): readonly Difference[] =>
  expected === actual ? [] : [{ field, expected: String(expected), actual: String(actual) }];

function excerpt(text: string, first: number): string {
  const from = Math.max(0, first - BEFORE);
  const part = text.slice(from, from + LENGTH);
  return `${from > 0 ? '…' : ''}${part}${from + LENGTH < text.length ? '…' : ''}`;
}
