import {
  type CountsView,
  isInHand,
  type RunState,
  type RunView,
  type WaveItem,
  type WaveItemState,
  type WaveView,
} from '@z2q/contracts';
import type { Output } from '../cli-context.ts';
import { fold } from '../fold.ts';
import { paint, widthOf } from '../paint.ts';
import { formatCount, STATE_WORDS, toStateWords } from './format.ts';
import { sumOf } from './phase-columns.ts';
import { toProgressLine } from './to-progress-line.ts';
import { wrap } from './wrap.ts';

export type WavePicture = {
  readonly wave: WaveView;
  /** Runs of the projects under way, and of those that ended while they were watched. */
  readonly runs: ReadonlyMap<string, RunView>;
  readonly away: string | null;
};

export const toItemTitle = ({ projectKey, projectId }: WaveItem): string =>
  `${projectKey} → qTest ${projectId}`;

/** The wave as lines, projects under way first, since a screen may not have room for all. */
export function renderWave({ wave, runs, away }: WavePicture, stream: Output): readonly string[] {
  const width = (stream.columns || 80) - 1;
  const rest = wave.items.filter((item) => !isShownFirst(item));
  return [
    ...fold([`${paint(stream, 'bold', wave.name)}  ${toWaveFacts(wave)}`], { columns: width }),
    ...wave.items.filter(isShownFirst).map((item) => toItemLine(item, runs, { width, stream })),
    ...rest
      .filter(({ state }) => state !== 'waiting' && state !== 'completed')
      .map((item) => toItemLine(item, runs, { width, stream })),
    ...rest
      .filter(({ state }) => state === 'completed')
      .map((item) => toItemLine(item, runs, { width, stream })),
    ...(away === null ? [] : wrap(`${away} Trying again; the wave goes on.`, width)).map((line) =>
      paint(stream, 'yellow', line),
    ),
  ];
}

const isShownFirst = (item: WaveItem): boolean => isInHand(item) || item.state === 'paused';

/** `running, 3 of 12 over: 2 completed, 1 failed; 8 waiting`. */
export function toWaveFacts({ state, items }: WaveView): string {
  const counts = Map.groupBy(items, (item) => item.state);
  const count = (some: WaveItemState): number => counts.get(some)?.length ?? 0;
  const over = OVER.filter((some) => count(some) > 0);
  const sum = over.reduce((total, some) => total + count(some), 0);
  const parts = over.map((some) => `${formatCount(count(some))} ${STATE_WORDS[some]}`);
  const waiting = count('waiting');
  return [
    `${STATE_WORDS[state]}, ${formatCount(sum)} of ${formatCount(items.length)} over`,
    parts.length === 0 ? '' : `: ${parts.join(', ')}`,
    waiting === 0 ? '' : `; ${formatCount(waiting)} waiting`,
  ].join('');
}

const OVER: readonly RunState[] = ['completed', 'completed_with_failures', 'failed', 'cancelled'];

type Canvas = { readonly width: number; readonly stream: Output };

function toItemLine(item: WaveItem, runs: ReadonlyMap<string, RunView>, { width, stream }: Canvas): string {
  const line = toWaveLine(item, item.runId === null ? undefined : runs.get(item.runId));
  const cut = widthOf(line) > width ? `${[...line].slice(0, width - 1).join('')}…` : line;
  return item.state === 'waiting' ? cut : paint(stream, STYLES[item.state], cut);
}

/** A project of a wave in one line, for logs and lists. */
export const toWaveLine = (item: WaveItem, run: RunView | undefined): string =>
  run ? toProgressLine(toItemTitle(item), run) : `${toItemTitle(item)}: ${toWords(item)}`;

/** Result of a project, in records. */
export function toOutcomeLine(item: WaveItem, run: RunView | undefined): string {
  const facts = run ? COUNTED.map(([word, pick]) => ({ word, count: sumOf(run, pick) })) : [];
  const told = facts
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${formatCount(count)} ${word}`);
  return [toWaveLine(item, undefined), ...told].join(', ');
}

const COUNTED: readonly (readonly [word: string, pick: (counts: CountsView) => number])[] = [
  ['verified', ({ verified }) => verified],
  ['failed', ({ failed }) => failed],
  ['skipped', ({ skipped }) => skipped],
];

const toWords = ({ state, stopping, why }: WaveItem): string =>
  `${state === 'waiting' ? 'waiting for its turn' : toStateWords({ state, stopping })}${why === null ? '' : `: ${why}`}`;

const STYLES = {
  queued: 'cyan',
  running: 'cyan',
  paused: 'yellow',
  cancelling: 'yellow',
  completed: 'green',
  completed_with_failures: 'yellow',
  failed: 'red',
  cancelled: 'yellow',
} as const satisfies Record<RunState, string>;
