import { expect, test } from 'vitest';
import { aRunView } from '../test-kit/a-run-view.ts';
import { toProgressLine } from './to-progress-line.ts';

test('a line names each phase with its sum, the pace and the time left', () => {
  const line = toProgressLine('WEB → qTest 1', aRunView());

  expect(line).toBe(
    'WEB → qTest 1: running, extract 5,080/5,080, transform 5,080/5,080, load 1,279/5,080, validate 0/5,080, 812/min, 1:11 left',
  );
});

test('records that failed or were left out count neither as done nor as to be done', () => {
  const counts = {
    source: 742,
    extracted: 742,
    transformed: 741,
    loaded: 738,
    verified: 0,
    failed: 1,
    skipped: 3,
  };

  const line = toProgressLine('WEB → qTest 1', aRunView({ counts: { test_case: counts } }));

  expect(line).toContain('extract 738/738, transform 738/738, load 738/738, validate 0/738, 1 failed');
});

test('a rollback has one phase, which counts what is undone', () => {
  const line = toProgressLine('WEB → qTest 1', aRunView({ kind: 'rollback', phases: [], etaSeconds: null }));

  expect(line).toBe('WEB → qTest 1: running, rollback 1,279/5,080, 812/min');
});
