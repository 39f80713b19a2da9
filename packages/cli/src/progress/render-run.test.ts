import { PassThrough } from 'node:stream';
import { toStopping } from '@z2q/contracts';
import { expect, test } from 'vitest';
import type { Output } from '../cli-context.ts';
import { widthOf } from '../paint.ts';
import { aRunView } from '../test-kit/a-run-view.ts';
import { renderRun } from './render-run.ts';

const NOW_MS = Date.parse('2026-01-05T10:01:23.000Z');

/** A stream of this width that is no terminal, so that nothing is coloured. */
const aStream = (columns: number): Output => Object.assign(new PassThrough(), { columns });

test('a run is a row for each entity type and a column for each phase', () => {
  const lines = renderRun(
    { title: 'WEB → qTest 1', run: aRunView(), nowMs: NOW_MS, away: null },
    aStream(80),
  );

  expect(lines).toMatchInlineSnapshot(`
    [
      "WEB → qTest 1  ⠙ running  1:23  812/min  1:11 left",
      "             extract         transform       load            validate        ",
      "folders      ━━━━━━━     12  ━━━━━━━     12  ━━━━━━━     12  ───────      0  ",
      "test cases   ━━━━━━━  5,068  ━━━━━━━  5,068  ━╸─────  1,267  ───────      0  ",
      "3,801 waiting for load",
    ]
  `);
});

test.for([30, 40, 60, 80, 120, 200])('no line is wider than a terminal of %i columns', (columns) => {
  const run = aRunView({
    state: 'paused',
    pauseReason: 'target_unreachable',
    recommendedAction:
      'Look whether the qTest site can be reached from this machine; the run goes on by itself.',
  });

  const lines = renderRun({ title: 'WEB → qTest 1', run, nowMs: NOW_MS, away: null }, aStream(columns));

  expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
});

test('a pause says why and what to do', () => {
  const run = aRunView({
    state: 'paused',
    pauseReason: 'unauthorized',
    recommendedAction: 'Renew QTEST_TOKEN.',
  });

  const text = renderRun({ title: 'WEB → qTest 1', run, nowMs: NOW_MS, away: null }, aStream(80)).join('\n');

  expect(text).toContain('Paused: unauthorized. Renew QTEST_TOKEN.');
});

test('a run that is being stopped because it failed says so, and why', () => {
  const recommendedAction = 'The project 1 is gone. Make it, then run again.';
  const stopping = toStopping({ state: 'cancelling', endsAs: 'failed', recommendedAction });
  const run = aRunView({ state: 'cancelling', recommendedAction, stopping });

  const lines = renderRun({ title: 'WEB → qTest 1', run, nowMs: NOW_MS, away: null }, aStream(100));

  expect(lines[0]).toContain('being stopped because it failed');
  expect(lines.at(-1)).toBe(recommendedAction);
});
