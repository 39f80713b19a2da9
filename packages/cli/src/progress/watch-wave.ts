import { setTimeout as delay } from 'node:timers/promises';
import { isFinal, isInHand, type RunView, type WaveView } from '@z2q/contracts';
import type { Answer, ControlClient } from '../api/api-client.ts';
import type { CliContext } from '../cli-context.ts';
import { CliError } from '../cli-error.ts';
import { openWaveDisplay } from './wave-display.ts';

const LOOK_EVERY_MS = 500;

export type WatchedWave = {
  readonly id: string;
  readonly isSilent: boolean;
  /** Keep watching while everything left waits for a person, who may act elsewhere. */
  readonly stayWhenPaused: boolean;
};

export type WaveEnd = {
  readonly kind: 'over' | 'waits-for-person' | 'detached';
  readonly last: Answer<WaveView>;
  /** The runs as last seen. */
  readonly runs: ReadonlyMap<string, RunView>;
};

/** Shows a wave until it is over, waits for a person, or Ctrl-C is pressed. The wave itself goes on in any case. */
export async function watchWave(
  cli: CliContext,
  client: ControlClient,
  { id, isSilent, stayWhenPaused }: WatchedWave,
): Promise<WaveEnd> {
  const detaching = new AbortController();
  using _interrupt = cli.onSignal(() => detaching.abort());
  using display = isSilent ? null : openWaveDisplay(cli.stderr);
  const runs = new Map<string, RunView>();
  let last = await client.getWave(id);
  for (;;) {
    const away = await look();
    display?.show({ wave: last.value, runs, away });
    if (isFinal(last.value.state)) return { kind: 'over', last, runs };
    if (!stayWhenPaused && waitsForPerson(last.value)) return { kind: 'waits-for-person', last, runs };
    await delay(LOOK_EVERY_MS, undefined, { signal: detaching.signal }).catch(() => undefined);
    if (detaching.signal.aborted) return { kind: 'detached', last, runs };
  }

  /** @returns why the control API cannot be reached at the moment; null: it can. */
  async function look(): Promise<string | null> {
    try {
      last = await client.getWave(id);
      await readRuns(client, last.value, runs);
      return null;
    } catch (error) {
      if (error instanceof CliError && error.mayPass) return error.message;
      throw error;
    }
  }
}

/** A run that was over when first seen has no progress to show. */
async function readRuns(client: ControlClient, wave: WaveView, runs: Map<string, RunView>): Promise<void> {
  for (const { runId, state } of wave.items) {
    if (runId === null || state === 'waiting') continue;
    const known = runs.get(runId);
    const isNews = !isFinal(state) || (known !== undefined && !isFinal(known.state));
    if (isNews) runs.set(runId, (await client.getRun(runId)).value);
  }
}

/** No run goes on by itself, and none is left to begin. */
const waitsForPerson = ({ state, items }: WaveView): boolean =>
  state === 'paused' && !items.some((item) => isInHand(item) || item.state === 'waiting');
