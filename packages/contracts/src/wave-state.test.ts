import { expect, test } from 'vitest';
import { isInHand, toWaveState, type WaveItemState } from './wave-state.ts';

test.for<readonly [state: string, ...items: WaveItemState[]]>([
  ['queued', 'waiting', 'waiting'],
  ['queued', 'queued', 'waiting'],
  ['running', 'running', 'waiting'],
  ['running', 'completed', 'waiting'],
  ['running', 'paused', 'running'],
  ['running', 'failed', 'queued'],
  ['paused', 'paused', 'waiting'],
  ['paused', 'paused', 'completed'],
  ['cancelling', 'cancelling', 'completed'],
  ['completed', 'completed', 'completed'],
  ['failed', 'failed', 'failed'],
  ['cancelled', 'cancelled'],
  ['completed_with_failures', 'completed', 'failed', 'completed'],
  ['completed_with_failures', 'completed', 'cancelled'],
  ['completed_with_failures', 'completed', 'completed_with_failures'],
])('a wave is %s', ([state, ...items]) => {
  expect(toWaveState(items)).toBe(state);
});

test('a run takes a place unless it is over, has not begun, or waits for a person', () => {
  expect(isInHand({ state: 'running', pauseReason: null })).toBe(true);
  expect(isInHand({ state: 'paused', pauseReason: 'target_unreachable' })).toBe(true);
  expect(isInHand({ state: 'paused', pauseReason: 'operator' })).toBe(false);
  expect(isInHand({ state: 'paused', pauseReason: 'failure_budget' })).toBe(false);
  expect(isInHand({ state: 'waiting', pauseReason: null })).toBe(false);
  expect(isInHand({ state: 'failed', pauseReason: null })).toBe(false);
});
