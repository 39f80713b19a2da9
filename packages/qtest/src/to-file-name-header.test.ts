import { validateHeaderValue } from 'node:http';
import { expect, test } from 'vitest';
import { toFileNameHeader } from './to-file-name-header.ts';

test.each([
  ['report (1).pdf', 'report (1).pdf'],
  ['100%.txt', '100%.txt'],
  ['a%20b.txt', 'a%2520b.txt'],
  ['Отчёт.txt', '%D0%9E%D1%82%D1%87%D1%91%D1%82.txt'],
  ['two\nlines.txt', 'two%0Alines.txt'],
])('%j is sent as %s', (name, header) => {
  expect(toFileNameHeader(name)).toBe(header);
});

test.each(['Отчёт.txt', 'two\r\nlines', '😀.png', '\ud800.bin', 'plain.txt'])(
  '%j makes a header either way, and its UTF-8 bytes are the name',
  (name) => {
    const percent = toFileNameHeader(name);
    const utf8 = toFileNameHeader(name, 'utf8');

    expect(() => validateHeaderValue('file-name', percent)).not.toThrow();
    expect(() => validateHeaderValue('file-name', utf8)).not.toThrow();
    expect(decodeURIComponent(percent)).toBe(name.toWellFormed());
    expect(decodeURIComponent(Buffer.from(utf8, 'latin1').toString())).toBe(name.toWellFormed());
  },
);
