import { expect, test } from 'vitest';
import { aRunView } from '../test-kit/a-run-view.ts';
import { toProgressLine } from './to-progress-line.ts';

test('a line names each phase with its sum, the pace and the time left', () => {
  const line = toProgressLine('WEB → qTest 1', aRunView());

  expect(line).toBe(
    'WEB → qTest 1: running, extract 5,080/5,080, transform 5,080/5,080, load 1,279/5,080, validate 0/5,080, 812/min, 1:11 left',
  );
});

test('a rollback has one phase, which counts what is undone', () => {
  const line = toProgressLine('WEB → qTest 1', aRunView({ kind: 'rollback', phases: [], etaSeconds: null }));

  expect(line).toBe('WEB → qTest 1: running, rollback 1,279/5,080, 812/min');
});
