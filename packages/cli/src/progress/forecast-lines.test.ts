import type { Forecast, ForecastSide } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { toForecastLines } from './forecast-lines.ts';

const aSide = (side: 'source' | 'target', kinds: ForecastSide['kinds'], rps = 10): ForecastSide => {
  const requests = kinds.reduce((sum, kind) => sum + (kind.requests ?? 0), 0);
  return { side, rps, requests, seconds: rps === 0 ? null : requests / rps, kinds };
};
const aForecast = (sides: readonly ForecastSide[], seconds: number | null): Forecast => ({
  from: 'staged',
  chosen: 'all',
  choices: [{ attachments: 'all', seconds, sides: [...sides] }],
});

test('each kind that needs requests is told with its time, then all', () => {
  const source = aSide('source', [
    { kind: 'files_of_steps', requests: 45_000, seconds: 4_500 },
    { kind: 'files_of_step_results', requests: 0, seconds: 0 },
    { kind: 'downloads', requests: null, seconds: null },
  ]);

  expect(toForecastLines(aForecast([source], 4_500))).toEqual([
    '  A whole migration takes, by what was extracted and transformed:',
    '    Zephyr, files of steps: 45,000 requests, 1 h 15 min at 10/s',
    '    Zephyr, downloads of files: not known before they are looked for',
    '    attachments=all: 45,000 to Zephyr; 1 h 15 min (chosen)',
  ]);
});

test('without a limit no time is told', () => {
  const target = aSide('target', [{ kind: 'test_logs', requests: 1, seconds: null }], 0);

  expect(toForecastLines(aForecast([target], null)).slice(1)).toEqual([
    '    qTest, test logs: 1 request',
    '    attachments=all: 1 to qTest (chosen)',
  ]);
});
