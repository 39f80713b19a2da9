import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * A statement takes some thousand variables and a list may have a million ids. So `in` and `values` take `some`, which is
 * what `byIds` and `byRows` give, one row, a query, or one of these lists, each bounded by the code that writes it.
 */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  'due-batches.ts': ['phases'],
  'id-map.ts': ['MappedType.options'],
  'measures.ts': ['EFFORT'],
  'monitoring.ts': ['UNFINISHED', 'runs'],
  'pauses.ts': ['from'],
  'record-history.ts': ['runIds', 'StagePhase.options'],
  'runs.ts': ['UNFINISHED'],
  'sightings.ts': ['sighted.limit'],
  'staged.ts': ['folders'],
  'stages.ts': ['rows'],
  'unsettled.ts': ['entityTypes'],
};

const LISTED = /(?:'(?:not )?in', |\.values\()([\w.]+|\[|\{)/g;
const CHUNKED = new Set(['some', 'rows', 'idsOf', 'some.map']);
const WRITTEN_OUT = new Set(['[', '{']);

async function* eachSource(): AsyncGenerator<readonly [file: string, source: string]> {
  for (const folder of ['tables', 'orchestration']) {
    const cwd = join(import.meta.dirname, folder);
    for await (const file of glob('*.ts', { cwd })) yield [file, await readFile(join(cwd, file), 'utf8')];
  }
}

test('no statement has a list of ids or rows in it that may be longer than a statement', async () => {
  const unbounded: string[] = [];
  let lists = 0;

  for await (const [file, source] of eachSource()) {
    for (const [line, name = ''] of source.matchAll(LISTED)) {
      lists += 1;
      const isShort = WRITTEN_OUT.has(name) || SHORT[basename(file)]?.includes(name);
      const isChunked = CHUNKED.has(name) && /by(Ids|Rows)\(/.test(source);
      if (!isShort && !isChunked) unbounded.push(`${file}: ${line}`);
    }
  }

  expect(lists).toBeGreaterThan(50);
  expect(unbounded).toEqual([]);
});
