import { expect, test } from 'vitest';
import { toPathPart } from './to-path-part.ts';

test.each([
  ['WEB-T1', 'WEB-T1'],
  ['a/b?c', 'a%2Fb%3Fc'],
  ['half \ud83d', 'half%20%EF%BF%BD'],
])('%j is %s in a path', (text, part) => {
  expect(toPathPart(text)).toBe(part);
});
