import { widthOf } from './paint.ts';
import { wrap } from './progress/wrap.ts';

const INDENT = 2;
const DEEPER = 6;
/** Words in a narrower column are hard to read, so they go below the name. */
const NARROWEST = 30;

export type Entry = {
  readonly name: string;
  readonly words: string;
  /** Width of the column of names. */
  readonly nameWidth: number;
  /** Width of the terminal; undefined: there is none, and lines stay whole. */
  readonly columns: number | undefined;
};

/** A name and what it means, side by side, or one below the other if the terminal is narrow. */
export function toEntry({ name, words, nameWidth, columns }: Entry): string {
  const line = `${' '.repeat(INDENT)}${name.padEnd(nameWidth)}${words}`;
  if (!columns || widthOf(line) <= columns) return line;
  const beside = INDENT + nameWidth;
  if (columns - beside < NARROWEST) {
    const below = wrap(words, columns - DEEPER).map((part) => `${' '.repeat(DEEPER)}${part}`);
    return [`${' '.repeat(INDENT)}${name}`, ...below].join('\n');
  }
  const [first = '', ...rest] = wrap(words, columns - beside);
  const head = `${' '.repeat(INDENT)}${name.padEnd(nameWidth)}${first}`;
  return [head, ...rest.map((part) => `${' '.repeat(beside)}${part}`)].join('\n');
}
