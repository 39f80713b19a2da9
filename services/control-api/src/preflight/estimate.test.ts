import { type AttachmentChoice, MigrationOptions } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { forecastRequests } from '../forecast/forecast-requests.ts';
import { toListedWorkload } from '../forecast/to-listed-workload.ts';
import { estimate } from './estimate.ts';

/** A generated project. A whole run of it made 1,332 requests to the source and 609 to the target. */
const TOTALS = { folders: 41, testCases: 60, testCycles: 8, testPlans: 2, testExecutions: 180 };
const SAMPLE = { ofCase: 4.3, ofExecution: 3.1 };
const ASKED = { source: 1_332, target: 609 };
const RATES = { source: 10, target: 10 };

const detailOf = (attachments: AttachmentChoice, sample: typeof SAMPLE | null = SAMPLE, rates = RATES) =>
  estimate(
    forecastRequests(
      'sample',
      toListedWorkload(TOTALS, sample),
      MigrationOptions.parse({ attachments }),
      rates,
    ),
  ).detail;

test('what is told is what a real run of the same size asked', () => {
  const detail = detailOf('all');

  const [source = 0, target = 0] = [/^About (\d+) requests to the source/, /about (\d+) to the target/].map(
    (pattern) => Number(pattern.exec(detail)?.[1]),
  );
  expect(source / ASKED.source).toBeCloseTo(1, 1);
  expect(target / ASKED.target).toBeCloseTo(1, 1);
  expect(detail).toMatch(/; about 3 min at the configured requests a second\. /);
});

test('the other choices of files are told beside the one of the migration', () => {
  expect(detailOf('none')).toMatch(
    /^About 259 requests to the source; .*With attachments=all: 1325 and \d+, 3 min\. With attachments=records: 509 and \d+, \d+ min\.$/,
  );
});

test('where steps could not be counted it says so', () => {
  expect(detailOf('all', null)).toContain('without those for files of steps, which could not be counted');
  expect(detailOf('records', null)).not.toContain('files of steps');
});

test('without a limit no time is told', () => {
  expect(detailOf('all', SAMPLE, { source: 0, target: 0 })).toContain('the two sites decide');
});
