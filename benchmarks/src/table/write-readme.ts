import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { DataSource } from '../stand-ins/stand-in-request.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));

/** Puts the report between the markers that `benchmarks/README.md` has for this kind of data. */
export async function writeReadme(report: string, kind: DataSource['kind']): Promise<void> {
  const beginMark = `<!-- figures of ${kind} data: written by npm run bench -- --write -->`;
  const endMark = `<!-- end of ${kind} data -->`;
  const text = await readFile(README, 'utf8');
  const begin = text.indexOf(beginMark);
  const end = text.indexOf(endMark);
  if (begin === -1 || end < begin) throw new Error(`${README} lacks its markers`);
  await writeFile(README, `${text.slice(0, begin + beginMark.length)}\n${report}\n${text.slice(end)}`);
}
