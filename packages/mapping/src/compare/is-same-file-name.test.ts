import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameFileName } from './is-same-file-name.ts';

const latin1 = (name: string): string => Buffer.from(name, 'utf8').toString('latin1');
const escaped = (name: string): string => name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

test.each([
  ['as it was sent', (name: string) => name],
  ['percent-encoded', encodeURIComponent],
  ['with its bytes taken for Latin-1', latin1],
  ['encoded, with those bytes', (name: string) => encodeURIComponent(latin1(name))],
  ['encoded, as HTML has it', (name: string) => encodeURIComponent(escaped(name))],
])('a name that is kept %s is the same', (_how, keep) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      expect(isSameFileName(name, keep(name))).toBe(true);
    }),
    // The replacement sign and the byte order mark are ordinary characters in a name.
    { examples: [['\uFFFD.txt'], ['\uFEFF.txt']] },
  );
});

test.each([
  ['log.txt', 'log2.txt'],
  ['Отчёт.txt', '?????.txt'],
  ['Отчёт.txt', 'Отчет.txt'],
  ['100%.txt', '100.txt'],
  ['a%20b.txt', 'a+b.txt'],
  ['é.txt', 'e.txt'],
])('%j is not %j', (sent, kept) => {
  expect(isSameFileName(sent, kept)).toBe(false);
});
