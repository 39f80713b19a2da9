import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCharacter } from '../fixtures/any-character.ts';
import { escapeHtml, isHtml, toHtml, unescapeHtml } from './html.ts';
import { folderStampKey, readStamp, stampOf } from './stamp.ts';

test('an escaped text comes back to the character', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      expect(unescapeHtml(escapeHtml(text))).toBe(text);
    }),
  );
});

test.each([
  ['<p>a</p>', true],
  ['a<br>b', true],
  ['a<br/>b', true],
  ['<img src="x">', true],
  ['a &amp; b', true],
  ['a & b', false],
  ['Given <user> logs in', false],
  ['a < b > c', false],
  ['<bar>', false],
])('%j is HTML: %s', (text, expected) => {
  expect(isHtml(text)).toBe(expected);
});

test('what is no HTML is shown as it is written', () => {
  expect(toHtml('<user>\nnext')).toBe('&lt;user&gt;<br/>next');
});

test('the last stamp in a text is the one that counts', () => {
  const html = `see ${stampOf('WEB-T9')}<p>${stampOf(folderStampKey('100'))}</p>`;

  expect(readStamp(html)).toBe('folder-100');
  expect(readStamp('no stamp')).toBeNull();
  expect(readStamp(null)).toBeNull();
});

test.each(['<a ', '<a', '</a ', '<', '&#1', '&', '<a <b/'])('megabytes of %j are no HTML', (piece) => {
  expect(isHtml(piece.repeat(4_000_000 / piece.length))).toBe(false);
});

test('a tag that ends far behind its name is one', () => {
  expect(isHtml(`<a ${'b '.repeat(1_000_000)}>`)).toBe(true);
  expect(isHtml('<br/ >')).toBe(false);
});
