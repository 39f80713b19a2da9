import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Lists that may stand in a statement because the code that writes them bounds their length. A statement takes some
 * thousand variables, and a list of ids may have a million. So every other `in` and `values` must take `some` from
 * `byIds` or `byRows`, one row, or a query.
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
