import type { Output } from '../cli-context.ts';
import { openLiveArea } from './live-area.ts';
import { renderWave, toItemTitle, toWaveLine, type WavePicture } from './render-wave.ts';
import { openRunDisplay, type RunDisplay } from './run-display.ts';

/** Shows a wave while it is under way. */
export type WaveDisplay = Disposable & { show(picture: WavePicture): void };

/** Redraws in place on a terminal; elsewhere prints a line for each change of a project. */
export const openWaveDisplay = (stream: Output): WaveDisplay =>
  stream.isTTY ? openArea(stream) : openLines(stream);

function openArea(stream: Output): WaveDisplay {
  const area = openLiveArea(stream);
  return {
    show: (picture) => area.draw(renderWave(picture, stream)),
    [Symbol.dispose]: () => area[Symbol.dispose](),
  };
}

function openLines(stream: Output): WaveDisplay {
  const displays = new Map<string, RunDisplay>();
  const written = new Map<string, string>();
  const displayOf = (title: string): RunDisplay => {
    const display = displays.get(title) ?? openRunDisplay(stream, title);
    displays.set(title, display);
    return display;
  };
  return {
    show: ({ wave, runs, away }) => {
      for (const item of wave.items) {
        const title = toItemTitle(item);
        const run = item.runId === null ? undefined : runs.get(item.runId);
        if (run) displayOf(title).show(run);
        if (run || item.state === 'waiting' || written.get(title) === item.state) continue;
        stream.write(`${toWaveLine(item, undefined)}\n`);
        written.set(title, item.state);
      }
      if (away !== null) displayOf(wave.name).showAway(away);
    },
    [Symbol.dispose]: () => {
      for (const display of displays.values()) display[Symbol.dispose]();
    },
  };
}
