import { z } from 'zod';
import { endsByItself, isFinal, type PauseReason, RunState } from './run-state.ts';

/** State of an item in a wave: that of its run, or `waiting` until its turn comes. */
export const WaveItemState = z
  .enum(['waiting', ...RunState.options])
  .describe('The state of its run; `waiting`: its turn has not come');
export type WaveItemState = z.infer<typeof WaveItemState>;

/**
 * Whether an item takes up one of the wave's places. A run that waits for a person does not, so that it holds up no
 * other item. A run that resumes by itself does, since other runs would wait for the same thing.
 */
export function isInHand(item: {
  readonly state: WaveItemState;
  readonly pauseReason: PauseReason | null;
}): boolean {
  if (item.state === 'paused') return item.pauseReason !== null && endsByItself(item.pauseReason);
  return item.state === 'queued' || item.state === 'running' || item.state === 'cancelling';
}

/**
 * State of a wave, computed from its items: over when all are, queued when none has begun, and paused when some are
 * paused and none is under way.
 */
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
