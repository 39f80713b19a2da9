import type { RunView } from '@z2q/contracts';
import type { Output } from '../cli-context.ts';
import { openLiveArea } from './live-area.ts';
import { renderRun } from './render-run.ts';
import { toProgressLine } from './to-progress-line.ts';

/** Shows a run while it is under way. */
export type RunDisplay = Disposable & {
  show(run: RunView): void;
  /** Says that the control API cannot be reached, until the next `show`. */
  showAway(message: string): void;
};

const REDRAW_MS = 120;
/** A log gets a line for each event, and for mere progress at most this often. */
const LINE_EVERY_MS = 2_000;

/** Redraws bars in place on a terminal; elsewhere prints a line for each change. */
export const openRunDisplay = (stream: Output, title: string): RunDisplay =>
  stream.isTTY ? openBars(stream, title) : openLines(stream, title);

/** Shows nothing; for `--json` without a terminal. */
export const NO_DISPLAY: RunDisplay = {
  show: () => undefined,
  showAway: () => undefined,
  [Symbol.dispose]: () => undefined,
};

function openBars(stream: Output, title: string): RunDisplay {
  const area = openLiveArea(stream);
  let last: RunView | undefined;
  let away: string | null = null;
  const redraw = (): void => {
    if (last) area.draw(renderRun({ title, run: last, nowMs: Date.now(), away }, stream));
  };
  const timer = setInterval(redraw, REDRAW_MS);
  return {
    show: (run) => {
      [last, away] = [run, null];
      redraw();
    },
    showAway: (message) => {
      away = message;
      redraw();
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      redraw();
      area[Symbol.dispose]();
    },
  };
}

function openLines(stream: Output, title: string): RunDisplay {
  let written = { line: '', event: '', atMs: 0 };
  return {
    show: (run) => {
      const line = toProgressLine(title, run);
      const event = `${run.state} ${run.phase} ${run.pauseReason}`;
      const atMs = performance.now();
      const isDue = event !== written.event || atMs - written.atMs >= LINE_EVERY_MS;
      if (line === written.line || !isDue) return;
      stream.write(`${line}\n`);
      written = { line, event, atMs };
    },
    showAway: (message) => {
      if (written.event === message) return;
      stream.write(`${title}: ${message} Trying again.\n`);
      written = { line: '', event: message, atMs: performance.now() };
    },
    [Symbol.dispose]: () => undefined,
  };
}
