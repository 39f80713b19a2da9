import type { Forecast } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { renderForecast } from './forecast-table.ts';
import { toPage } from './html.ts';

const aChoice = (attachments: 'all' | 'records', lists: number): Forecast['choices'][number] => ({
  attachments,
  seconds: lists / 10,
  sides: [
    {
      side: 'source',
      rps: 10,
      requests: lists,
      seconds: lists / 10,
      kinds: [
        { kind: 'files_of_steps', requests: lists, seconds: lists / 10 },
        { kind: 'downloads', requests: null, seconds: null },
      ],
    },
  ],
});

test('each kind of request has a row, and each choice a column with requests and time', () => {
  const forecast: Forecast = {
    from: 'staged',
    chosen: 'all',
    choices: [aChoice('all', 45_000), aChoice('records', 0)],
  };

  const text = toPage(renderForecast(forecast)).replaceAll(/<[^>]*>/g, '|');

  expect(text).toContain('attachments=all (chosen)');
  expect(text).toMatch(/files of steps\|+45,000, 1 h 15 min\|+0, 0 s\|/);
  expect(text).toMatch(/downloads of files\|+not known\|+not known\|/);
  expect(text).toMatch(/in all\|+45,000, 1 h 15 min\|/);
});
