import {
  COUNT_OF_PHASE,
  type CountsView,
  type EntityType,
  type RunState,
  type RunView,
  type StagePhase,
} from '@z2q/contracts';
import type { Output } from '../cli-context.ts';
import { fold } from '../fold.ts';
import { padEnd, padStart, paint } from '../paint.ts';
import { toBar } from './bar.ts';
import { formatCount, formatSeconds, toStateWords } from './format.ts';
import { countsOf, doneIn, phasesOf, reachable, sumOf, TYPE_WORDS } from './phase-columns.ts';
import { wrap } from './wrap.ts';

export type RunPicture = {
  readonly title: string;
  readonly run: RunView;
  readonly nowMs: number;
  /** Why the control API cannot be reached at the moment; null: it can. */
  readonly away: string | null;
};

const NAME_WIDTH = 13;
const COUNT_WIDTH = 7;
const SHORTEST_BAR = 3;
const LONGEST_BAR = 24;
/** Room for one phase. */
const NARROWEST = NAME_WIDTH + SHORTEST_BAR + COUNT_WIDTH + 2;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 120;

/** The run as lines of at most `stream.columns` columns: a bar for each entity type and phase. */
export function renderRun(picture: RunPicture, stream: Output): readonly string[] {
  const width = Math.max(NARROWEST, (stream.columns || 80) - 1);
  const phases = fittingPhases(picture.run, width);
  const barWidth = toBarWidth(width, phases.length);
  return [
    ...fold([toHead(picture, stream)], { columns: width }),
    `${padEnd('', NAME_WIDTH)}${phases.map((phase) => toColumnHead(phase, barWidth, stream)).join('')}`,
    ...countsOf(picture.run).map(([type, counts]) => toRow(type, counts, phases, { barWidth, stream })),
    ...toNotes(picture, width, stream),
  ];
}

const toBarWidth = (width: number, phases: number): number =>
  Math.min(LONGEST_BAR, Math.floor((width - NAME_WIDTH) / phases) - COUNT_WIDTH - 2);

/** All phases, or only the present one if there is no room. */
function fittingPhases(run: RunView, width: number): readonly StagePhase[] {
  const phases = phasesOf(run);
  if (toBarWidth(width, phases.length) >= SHORTEST_BAR) return phases;
  return [run.phase ?? phases.at(-1) ?? 'validate'];
}

function toHead({ title, run, nowMs }: RunPicture, stream: Output): string {
  const { startedAt, finishedAt, entitiesPerMinute, etaSeconds } = run;
  const endMs = finishedAt === null ? nowMs : Date.parse(finishedAt);
  const facts = [
    startedAt === null ? '' : formatSeconds((endMs - Date.parse(startedAt)) / 1000),
    entitiesPerMinute ? `${formatCount(entitiesPerMinute)}/min` : '',
    etaSeconds === null || run.state === 'paused' ? '' : `${formatSeconds(etaSeconds)} left`,
  ].filter(Boolean);
  const state = paint(stream, STATE_STYLES[run.state], `${toSign(run.state, nowMs)} ${toStateWords(run)}`);
  return `${paint(stream, 'bold', title)}  ${[state, ...facts].join('  ')}`;
}

const STATE_STYLES = {
  queued: 'cyan',
  running: 'cyan',
  paused: 'yellow',
  cancelling: 'yellow',
  completed: 'green',
  completed_with_failures: 'yellow',
  failed: 'red',
  cancelled: 'yellow',
} as const satisfies Record<RunState, string>;

const toSign = (state: RunState, nowMs: number): string => {
  if (state === 'queued' || state === 'running' || state === 'cancelling')
    return FRAMES[Math.floor(nowMs / FRAME_MS) % FRAMES.length] ?? '';
  if (state === 'completed') return '✓';
  return state === 'paused' ? '‖' : '!';
};

const toColumnHead = (phase: StagePhase, barWidth: number, stream: Output): string =>
  padEnd(paint(stream, 'dim', phase), barWidth + COUNT_WIDTH + 2);

type Cell = { readonly barWidth: number; readonly stream: Output };

const toRow = (type: EntityType, counts: CountsView, phases: readonly StagePhase[], cell: Cell): string =>
  padEnd(TYPE_WORDS[type], NAME_WIDTH) + phases.map((phase) => toCell(phase, counts, cell)).join('');

function toCell(phase: StagePhase, counts: CountsView, { barWidth, stream }: Cell): string {
  const done = counts[COUNT_OF_PHASE[phase]];
  const total = counts.source - counts.skipped;
  const { filled, empty } = toBar(done, total, barWidth);
  const style = empty === '' ? 'green' : done + counts.failed >= total ? 'yellow' : 'cyan';
  const bar = `${filled && paint(stream, style, filled)}${empty && paint(stream, 'gray', empty)}`;
  return `${bar}${padStart(formatCount(done), COUNT_WIDTH)}  `;
}

function toNotes({ run, away }: RunPicture, width: number, stream: Output): readonly string[] {
  const failed = sumOf(run, (counts) => counts.failed);
  const skipped = sumOf(run, (counts) => counts.skipped);
  const waiting =
    run.phase === null ? 0 : sumOf(run, (counts) => reachable(counts) - doneIn(run.phase ?? 'load', counts));
  const lines = [
    ...(waiting > 0 ? [paint(stream, 'dim', `${formatCount(waiting)} waiting for ${run.phase}`)] : []),
    ...(failed > 0 ? [paint(stream, 'red', `${formatCount(failed)} failed`)] : []),
    ...(skipped > 0
      ? [paint(stream, 'yellow', `${formatCount(skipped)} skipped, with the reason in the report`)]
      : []),
  ];
  const pause =
    run.pauseReason === null ? [] : wrap(`Paused: ${run.pauseReason}. ${run.recommendedAction ?? ''}`, width);
  const { stalled, stopping } = run;
  const stop = stopping?.why ? wrap(stopping.why, width) : [];
  const stall = stalled ? wrap(`Nothing was finished since ${stalled.since}. ${stalled.why}`, width) : [];
  const silence =
    away === null ? [] : wrap(`${away} Trying again; the run does not depend on this window.`, width);
  return [
    ...fold(lines, { columns: width }),
    ...[...pause, ...stop, ...stall, ...silence].map((line) => paint(stream, 'yellow', line)),
  ];
}
