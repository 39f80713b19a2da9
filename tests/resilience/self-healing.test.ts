import { expect, test } from 'vitest';
import { openScenario } from '../scenario/open-scenario.ts';
import { smallData } from '../scenario/small-data.ts';

/** A run looks every minute whether its token works again. */
const LONGEST_PAUSE_MS = 110_000;

test('runs stopped by an expired token go on by themselves when it works again, on either side', async () => {
  await using scenario = await openScenario({ data: smallData(), projects: 2, loaders: 2 });
  const { api, qtest, zephyr } = scenario;
  qtest.behaviour.faults = [{ kind: 'token-expired', path: '/api/v3/projects/2' }];
  const stopped = await api.startRun(await scenario.migrateTo(2));
  const pausedByTarget = await api.waitForRun(stopped, ({ state }) => state === 'paused');
  zephyr.behaviour.faults = [{ kind: 'token-expired' }];
  const unread = await api.startRun(await scenario.migrateTo(1));
  const pausedBySource = await api.waitForRun(unread, ({ state }) => state === 'paused');

  qtest.behaviour.faults = [];
  zephyr.behaviour.faults = [];
  const runs = await Promise.all(
    [stopped, unread].map((runId) => api.waitForRun(runId, undefined, LONGEST_PAUSE_MS)),
  );

  expect(pausedByTarget.pauseReason).toBe('unauthorized');
  expect(pausedBySource.pauseReason).toBe('unauthorized');
  expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
});
