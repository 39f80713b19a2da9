import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Output } from '../cli-context.ts';
import { openLiveArea } from './live-area.ts';

const upBy = (rows: number): string => `\u001b[${rows}A\r`;

/**
 * Draws the lines twice on a terminal of this size.
 * @returns the output of the second time.
 */
function drawTwice(
  lines: readonly string[],
  size: { readonly columns: number; readonly rows: number },
): string {
  const stream: Output & PassThrough = Object.assign(new PassThrough(), size);
  using area = openLiveArea(stream);
  area.draw(lines);
  stream.read();

  area.draw(lines);

  return String(stream.read());
}

test('drawing again goes up by as many rows as a terminal makes of the lines', () => {
  const wide = 'x'.repeat(90);

  expect(drawTwice(['a', 'b'], { columns: 40, rows: 24 })).toContain(upBy(2));
  expect(drawTwice(['a', wide], { columns: 40, rows: 24 })).toContain(upBy(4));
});

test('no more is drawn than there are rows for', () => {
  const text = drawTwice(['a', 'x'.repeat(90), 'left out'], { columns: 40, rows: 5 });

  expect(text).toContain(upBy(4));
  expect(text).not.toContain('left out');
});
