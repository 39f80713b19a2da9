import { z } from 'zod';
import { endsByItself, isFinal, type PauseReason, RunState } from './run-state.ts';

/** Of a project in a wave: its run's state, or `waiting` until its turn comes. */
export const WaveItemState = z
  .enum(['waiting', ...RunState.options])
  .describe('The state of its run; `waiting`: its turn has not come');
export type WaveItemState = z.infer<typeof WaveItemState>;

/**
 * Whether a project takes one of the places of its wave. A run that only a person can go on with does not, so that it holds up no
 * other project; one that goes on by itself does, since what it waits for the others would wait for too.
 */
export function isInHand(item: {
  readonly state: WaveItemState;
  readonly pauseReason: PauseReason | null;
}): boolean {
  if (item.state === 'paused') return item.pauseReason !== null && endsByItself(item.pauseReason);
  return item.state === 'queued' || item.state === 'running' || item.state === 'cancelling';
}

/** A wave is what its projects are: over when all are, and paused when nothing but pauses is left of it to go on with. */
export function toWaveState(states: Iterable<WaveItemState>): RunState {
  const present = new Set(states);
  const isAll = (...some: readonly WaveItemState[]): boolean =>
    [...present].every((state) => some.includes(state));
  const over = RunState.options.filter(isFinal);
  if (isAll(...over)) return over.find((state) => isAll(state)) ?? 'completed_with_failures';
  if (isAll('waiting', 'queued')) return 'queued';
  if (isAll('cancelling', 'paused', ...over) && present.has('cancelling')) return 'cancelling';
  return present.has('paused') && isAll('paused', 'waiting', ...over) ? 'paused' : 'running';
}
