import type { Output } from '../cli-context.ts';
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
      const fitting = lines.slice(0, Math.max(1, (stream.rows || 24) - 1));
      const up = drawn === 0 ? '' : `\u001b[${drawn}A`;
      stream.write(`${up}\r${fitting.map((line) => `${line}${CLEAR_LINE_END}\n`).join('')}${CLEAR_BELOW}`);
      drawn = fitting.length;
    },
    [Symbol.dispose]: () => void stream.write(SHOW_CURSOR),
  };
}
