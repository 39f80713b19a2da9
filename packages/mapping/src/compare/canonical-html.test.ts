import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCharacter } from '../fixtures/any-character.ts';
import { canonicalHtml } from './canonical-html.ts';

test.each([
  ['a<br/>b', 'a<br />b'],
  ['a<br/>b', 'a<br>b'],
  ['<BR>', '<br/>'],
  ['<hr/><img src="x"/>', '<hr /><img src="x" />'],
  ['[&#126;name]', '[~name]'],
  ['[&#126;name]', '[&#x7e;name]'],
  ['a&nbsp;b', 'a\u00a0b'],
  ['a&nbsp;b', 'a&#160;b'],
  ['&quot;a&quot; &apos;b&apos;', '"a" \'b\''],
  ["<a href='x'>y</a>", '<a href="x">y</a>'],
  ['<a href=x target=y>z</a>', '<a href="x" target="y">z</a>'],
  ['<p  class = "a" >b</p >', '<p class="a">b</p>'],
  ['<a title="a &amp; b">', '<a title="a & b">'],
  ['a < b & c', 'a &lt; b &amp; c'],
])('%j and %j are one text', (sent, kept) => {
  expect(canonicalHtml(kept)).toBe(canonicalHtml(sent));
});

test.each([
  ['a dropped word', '<p>a b</p>', '<p>a</p>'],
  ['a changed number', '<p>10</p>', '<p>11</p>'],
  ['a dropped attribute', '<a href="x">y</a>', '<a>y</a>'],
  ['a changed attribute', '<img src="x"/>', '<img src="y"/>'],
  ['a dropped tag', 'a<br/>b', 'ab'],
  ['another tag', '<b>a</b>', '<i>a</i>'],
  ['text that became markup', '&lt;b&gt;', '<b>'],
  ['an entity that was escaped once more', '&amp;lt;', '&lt;'],
  ['a space that breaks', 'a&nbsp;b', 'a b'],
  ['another case', 'a', 'A'],
])('%s is found', (_what, sent, kept) => {
  expect(canonicalHtml(kept)).not.toBe(canonicalHtml(sent));
});

const piece = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.constantFrom(
    '<br/>',
    '<hr/>',
    '&#126;',
    '&nbsp;',
    '&amp;',
    '&lt;',
    '&quot;',
    "<a href='x&amp;y'>",
    '</a>',
    '<',
    '>',
    '&',
    '"',
  ),
);
const html = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

test.each<[string, (html: string) => string]>([
  [
    'closes void tags with a blank',
    (text) => text.replaceAll('<br/>', '<br />').replaceAll('<hr/>', '<hr />'),
  ],
  ['leaves void tags open', (text) => text.replaceAll('<br/>', '<br>').replaceAll('<hr/>', '<hr>')],
  ['writes tildes out', (text) => text.replaceAll('&#126;', '~')],
  ['writes spaces out', (text) => text.replaceAll('&nbsp;', '\u00a0')],
  ['quotes in its own way', (text) => text.replaceAll("<a href='x&amp;y'>", '<a href="x&amp;y">')],
  ['takes the canonical spelling', canonicalHtml],
])('whatever the text, a site that %s keeps its meaning', (_habit, normalise) => {
  fc.assert(
    fc.property(html, (text) => {
      expect(canonicalHtml(normalise(text))).toBe(canonicalHtml(text));
    }),
  );
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', '1', '2', ' '), minLength: 1, maxLength: 8 });

test('whatever the text, a word put into it is found', () => {
  fc.assert(
    fc.property(fc.array(word), word, fc.nat(), (words, more, at) => {
      const index = at % (words.length + 1);
      const sent = words.map((text) => `<p>${text}</p>`).join('<br/>');
      const kept = words
        .toSpliced(index, 0, more)
        .map((text) => `<p>${text}</p>`)
        .join('<br />');

      expect(canonicalHtml(kept)).not.toBe(canonicalHtml(sent));
    }),
  );
});

/**
 * A hundred times what a linear scan takes, and less than what one takes that begins anew at every other character.
 */
const MOST_MS = 30_000;

test.each([
  '<a ',
  '<a b="',
  '<a b=\'<a c=" ',
  '<a b=<a c=',
  '<a b=" c="',
  '<a',
  '<',
  ' ',
  'a b ',
  '=',
  '&#1',
  '<a\t\t\t\t',
])('a megabyte of %j is read in passing', { timeout: MOST_MS }, (piece) => {
  const text = piece.repeat(1_000_000 / piece.length);

  expect(canonicalHtml(`<a${text}<i c`).length).toBeGreaterThan(text.length / 2);
});
