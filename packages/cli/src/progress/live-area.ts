import type { Output } from '../cli-context.ts';
import { widthOf } from '../paint.ts';

/** Lines at the end of a terminal that are redrawn in place. */
export type LiveArea = Disposable & { draw(lines: readonly string[]): void };

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_LINE_END = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

/** Disposing leaves the last lines and restores the cursor. */
export function openLiveArea(stream: Output): LiveArea {
  let drawn = 0;
  stream.write(HIDE_CURSOR);
  return {
    draw: (lines) => {
      const fitting = toFitting(lines, stream);
      const up = drawn === 0 ? '' : `\u001b[${drawn}A`;
      stream.write(`${up}\r${fitting.map((line) => `${line}${CLEAR_LINE_END}\n`).join('')}${CLEAR_BELOW}`);
      drawn = fitting.reduce((sum, line) => sum + toRows(line, stream), 0);
    },
    [Symbol.dispose]: () => void stream.write(SHOW_CURSOR),
  };
}

/** The first lines, as many as fit on the terminal with one row left below them. */
function toFitting(lines: readonly string[], stream: Output): readonly string[] {
  let room = Math.max(1, (stream.rows || 24) - 1);
  const end = lines.findIndex((line) => {
    room -= toRows(line, stream);
    return room < 0;
  });
  return end === -1 ? lines : lines.slice(0, Math.max(1, end));
}

/**
 * Number of terminal rows that a line takes up: a line that is too wide is broken, and the cursor has to go
 * up by all its rows.
 */
const toRows = (line: string, { columns }: Output): number =>
  columns ? Math.max(1, Math.ceil(widthOf(line) / columns)) : 1;
