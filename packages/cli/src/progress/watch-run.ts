import { endsByItself, isFinal, type RunView } from '@z2q/contracts';
import type { Answer, ControlClient } from '../api/api-client.ts';
import { followRun } from '../api/follow-run.ts';
import type { CliContext } from '../cli-context.ts';
import { NO_DISPLAY, openRunDisplay } from './run-display.ts';

export type WatchedRun = {
  readonly id: string;
  readonly title: string;
  readonly json: boolean;
  /** Keep watching while the run waits for a person, who may act elsewhere. */
  readonly stayWhenPaused: boolean;
  /** Called for each answer. */
  readonly onAnswer?: (answer: Answer<RunView>) => void;
  /** Ends the watching, like Ctrl-C. */
  readonly signal?: AbortSignal;
};

export type WatchEnd = {
  readonly kind: 'over' | 'waits-for-person' | 'detached';
  readonly last: Answer<RunView> | undefined;
};

/** Shows a run until it is over, waits for a person, or Ctrl-C is pressed. The run itself goes on in any case. */
export async function watchRun(
  cli: CliContext,
  client: ControlClient,
  watched: WatchedRun,
): Promise<WatchEnd> {
  const detaching = new AbortController();
  using _interrupt = cli.onSignal(() => detaching.abort());
  const signal = watched.signal ? AbortSignal.any([detaching.signal, watched.signal]) : detaching.signal;
  const isSilent = watched.json && !cli.stderr.isTTY;
  using display = isSilent ? NO_DISPLAY : openRunDisplay(cli.stderr, watched.title);
  let last: Answer<RunView> | undefined;
  for await (const news of followRun(client.access, watched.id, signal)) {
    if (news.kind === 'away') {
      display.showAway(news.message);
      continue;
    }
    last = news;
    display.show(news.value);
    watched.onAnswer?.(news);
    if (isFinal(news.value.state)) return { kind: 'over', last };
    if (!watched.stayWhenPaused && waitsForPerson(news.value)) return { kind: 'waits-for-person', last };
  }
  return { kind: 'detached', last };
}

const waitsForPerson = ({ state, pauseReason }: RunView): boolean =>
  state === 'paused' && pauseReason !== null && !endsByItself(pauseReason);
