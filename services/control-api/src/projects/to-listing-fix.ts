import { HttpError } from '@z2q/http';
import { brokenRung } from '../preflight/ladder.ts';
import { toSourceWords } from '../preflight/source-words.ts';
import { toTargetWords } from '../preflight/target-words.ts';

const NOT_ALLOWED = {
  source: "Check that ZEPHYR_BASE_URL ends in /v2, and that the token's user may browse projects.",
  target: "Check that QTEST_BASE_URL is the site, and let the token's user use the API.",
} as const;

/** What to do about projects that cannot be listed, in the words of the preflight where these are not about a single project. */
export function toListingFix(side: 'source' | 'target', error: unknown, baseUrl: string): string {
  const rung = brokenRung(error);
  if (rung === 'project') return NOT_ALLOWED[side];
  const code = error instanceof HttpError ? error.code : null;
  return side === 'source'
    ? toSourceWords(baseUrl, '').fix(rung, code)
    : toTargetWords(baseUrl, 0).fix(rung, code);
}
