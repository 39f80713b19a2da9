import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const BEGIN = '<!-- figures: written by npm run bench -- --write -->';
const END = '<!-- end of figures -->';

/** Puts the report between the markers of `benchmarks/README.md`. */
export async function writeReadme(report: string): Promise<void> {
  const text = await readFile(README, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`${README} lacks its markers`);
  await writeFile(README, `${text.slice(0, begin + BEGIN.length)}\n${report}\n${text.slice(end)}`);
}
