import { newRunId } from '@z2q/contracts';
import type { Counts, Run } from '@z2q/store';
import { expect, test } from 'vitest';
import { recommendAction } from './recommend-action.ts';

const ENDED = {
  id: newRunId(),
  kind: 'migrate',
  phases: ['extract'],
  state: 'completed_with_failures',
  pauseReason: null,
  recommendedAction: null,
} as const satisfies Partial<Run>;
const PAUSED = { ...ENDED, state: 'paused' } as const;

const COUNTS: Counts = {
  entityType: 'test_case',
  source: 5,
  extracted: 5,
  transformed: 0,
  loaded: 0,
  verified: 0,
  failed: 0,
  skipped: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  vanished: 0,
  conflict: 0,
};

const FACTS = { failureBudget: null, isOlderDatabase: false };

test('a run that got every record through needs nobody', () => {
  expect(recommendAction({ ...ENDED, state: 'completed' }, [COUNTS], FACTS)).toBeNull();
});

test('what was left out by rule is nothing a run is short of', () => {
  const advice = recommendAction(ENDED, [{ ...COUNTS, extracted: 2, skipped: 2 }], FACTS);

  expect(advice).toMatch(/^1 record is not through every phase: .*then retry\.$/);
});

test('a spent failure budget says what was spent of what, and how to go on', () => {
  const advice = recommendAction({ ...PAUSED, pauseReason: 'failure_budget' }, [{ ...COUNTS, failed: 2 }], {
    ...FACTS,
    failureBudget: 2,
  });

  expect(advice).toMatch(/^2 records failed, and the failure budget is 2\./);
  expect(advice).toMatch(/Resume goes on with .* once the run is over, retry does the failed ones again/);
});

test('a run that waits for approval says what approves it', () => {
  const advice = recommendAction({ ...PAUSED, pauseReason: 'awaiting_approval' }, [COUNTS], FACTS);

  expect(advice).toMatch(/nothing is written yet.*resume the run to load/);
});

test('the words of who paused a run are told as they are', () => {
  const recommendedAction = 'Renew QTEST_TOKEN.';

  expect(
    recommendAction({ ...PAUSED, pauseReason: 'unauthorized', recommendedAction }, [COUNTS], FACTS),
  ).toBe(recommendedAction);
});

test.each<[string, Partial<Run>, RegExp | null]>([
  ['a validation alone', { phases: ['validate'] }, /restored from a backup.*its load phase/],
  ['a rollback', { kind: 'rollback', phases: [] }, /restored from a backup/],
  ['a run that loads', { phases: ['load', 'validate'] }, null],
  ['a rollback that is on', { kind: 'rollback', phases: [], state: 'running' }, null],
])('%s on a restored database: %o', (_, run, expected) => {
  const advice = recommendAction({ ...ENDED, state: 'completed', ...run }, [COUNTS], {
    ...FACTS,
    isOlderDatabase: true,
  });

  if (expected) expect(advice).toMatch(expected);
  else expect(advice).toBeNull();
});
