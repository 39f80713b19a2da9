import { MigrationOptions } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { forecastRequests } from '../forecast/forecast-requests.ts';
import { toListedWorkload } from '../forecast/to-listed-workload.ts';
import { watchQuota } from './watch-quota.ts';

const TOTALS = { folders: 41, testCases: 60, testCycles: 8, testPlans: 2, testExecutions: 180 };
const work = toListedWorkload(TOTALS, { ofCase: 4.3, ofExecution: 3.1 });
const rates = { source: 10, target: 10 };
/** A forecast of about 610 requests to the target. */
const forecast = forecastRequests('sample', work, MigrationOptions.parse({}), rates);

test.each([
  { told: [5_000], status: 'ok', detail: /^5000 requests are left .*, of which about \d+ are needed\.$/ },
  {
    told: [5_000, 310, 311],
    status: 'warning',
    detail: /^310 requests are left .*, and about \d+ are needed\.$/,
  },
])('a month that has $told left is $status', ({ told, status, detail }) => {
  const quota = watchQuota();

  for (const quotaLeft of told) quota.onCall({ side: 'target', quotaLeft });

  expect(quota.check(forecast)).toMatchObject([
    { name: 'target_quota', status, detail: expect.stringMatching(detail) },
  ]);
});

test('what is left is told also where the need is not known', () => {
  const quota = watchQuota();

  quota.onCall({ side: 'target', quotaLeft: 7 });

  expect(quota.check(null)).toMatchObject([{ name: 'target_quota', status: 'ok' }]);
});

test('a site that says nothing of a quota gets no check', () => {
  const quota = watchQuota();

  quota.onCall({ side: 'source', quotaLeft: null });

  expect(quota.check(forecast)).toEqual([]);
});
