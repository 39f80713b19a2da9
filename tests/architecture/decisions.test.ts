import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = new URL('../../docs/adr/', import.meta.url);

test('the list of decisions names each of them once, in order', () => {
  const files = readdirSync(FOLDER).filter((name) => /^\d{4}-/.test(name));
  const list = readFileSync(new URL('README.md', FOLDER), 'utf8');

  const listed = [...list.matchAll(/^\| \[(\d{4})\]\((\1-[^)]+)\)/gm)].map(([, , file]) => file);

  expect(files.length).toBeGreaterThan(0);
  expect(listed).toEqual(files.toSorted());
});
