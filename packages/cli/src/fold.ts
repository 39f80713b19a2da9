import type { Output } from './cli-context.ts';
import { widthOf } from './paint.ts';

const HANG = 2;

/**
 * Breaks lines at spaces so that a terminal need not break them within a word. What goes on hangs two columns further
 * in. A longer word gets a line of its own, and where there is no terminal lines stay whole.
 */
export const fold = (lines: readonly string[], { columns }: Pick<Output, 'columns'>): readonly string[] =>
  columns === undefined || columns === 0 ? lines : lines.flatMap((line) => foldLine(line, columns));

/** Keeps the spaces between words that stay on one line. */
function foldLine(line: string, width: number): readonly string[] {
  if (widthOf(line) <= width) return [line];
  const [indent = ''] = /^ */.exec(line) ?? [];
  const hanging = ' '.repeat(indent.length + HANG);
  const folded: string[] = [];
  let present = indent;
  let gap = '';
  for (const part of line.slice(indent.length).split(/( +)/)) {
    if (part.trim() === '') {
      gap = part;
      continue;
    }
    const isFirst = present.trim() === '';
    if (!isFirst && widthOf(present + gap + part) > width) {
      folded.push(present);
      present = hanging + part;
    } else present += (isFirst ? '' : gap) + part;
    gap = '';
  }
  return [...folded, present];
}
