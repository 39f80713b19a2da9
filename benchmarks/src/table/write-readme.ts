import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Where the README finds its pictures. */
export const CHART_DIR = new URL('../../', import.meta.url);
const README = fileURLToPath(new URL('README.md', CHART_DIR));

/** Puts the report into its section of `benchmarks/README.md`: in place of the figures there, or as a new one at the end. */
export async function writeReadme(report: string, section: string): Promise<void> {
  const text = await readFile(README, 'utf8');
  const begin = `<!-- begin ${section}: written by npm run bench -- --write -->`;
  const end = `<!-- end ${section} -->`;
  const figures = `${begin}\n${report}\n${end}\n`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  const isThere = from !== -1 && to > from;
  const whole = isThere
    ? `${text.slice(0, from)}${figures}${text.slice(to + end.length + 1)}`
    : `${text.trimEnd()}\n\n### ${section}\n\n${figures}`;
  await writeFile(README, whole);
}
