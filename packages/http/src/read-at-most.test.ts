import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readAtMost } from './read-at-most.ts';

const PIECES = ['ab', 'cd', 'ef'].map((text) => Buffer.from(text));

test.each([
  [6, 3, true],
  [5, 3, false],
  [3, 2, false],
])(
  'of six bytes, where %i are allowed, %i pieces are read; that is all: %s',
  async (maxBytes, read, isAll) => {
    const source = Readable.from(PIECES);

    const beginning = await readAtMost(source, maxBytes);

    expect(beginning.isAll).toBe(isAll);
    expect(beginning.chunks).toHaveLength(read);
    expect(source.destroyed).toBe(true);
  },
);

test('nothing is copied, since a refused answer may be large', async () => {
  const { chunks } = await readAtMost(Readable.from(PIECES), 3);

  expect(chunks.every((chunk, at) => chunk === PIECES[at])).toBe(true);
});
