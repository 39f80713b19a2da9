import { expect, test } from 'vitest';
import { openScenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';

/** Long before the run would try again by itself, which is a minute after it paused. */
const SOON_MS = 20_000;

test('a run paused for its token goes on as soon as a worker is started, without being resumed', async () => {
  await using scenario = await openScenario({ data: smallData() });
  const { api, stack, zephyr } = scenario;
  zephyr.behaviour.faults = [{ kind: 'token-expired' }];
  const runId = await api.startRun(await scenario.migrateTo(1), ['extract']);
  const paused = await api.waitForRun(runId, ({ state }) => state === 'paused', 30_000);

  zephyr.behaviour.faults = [];
  stack.start('validator');
  const woken = await api.waitForRun(runId, ({ state }) => state !== 'paused', SOON_MS);
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(paused.pauseReason).toBe('unauthorized');
  expect(woken.pauseReason).toBeNull();
  expect(run.state).toBe('completed');
});
