import type { RunView } from '@z2q/contracts';
import { waitFor } from '@z2q/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { tinyData } from '../scenario/small-data.ts';
import { endWaits } from '../scenario/store-file.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';

/** A run looks every minute whether its token works again. */
const LOOK_EVERY_MS = 60_000;
/** Long before that. */
const SOON_MS = 20_000;

const began = new Date();
let scenario: Scenario;
let undisturbed: Comparable;

beforeAll(async () => {
  scenario = await openScenario({ data: tinyData(), projects: 9, loaders: 2 });
  await runMigration(scenario, 1);
  undisturbed = toComparable(scenario.targetProject(1), began);
  scenario.qtest.behaviour.latencyMs = 30;
});
afterAll(() => scenario[Symbol.asyncDispose]());

test('a paused run writes nothing until it is resumed, and then completes', async () => {
  const { api } = scenario;
  const runId = await api.startRun(await scenario.migrateTo(2));
  await waitUntilAtWork(scenario, runId, 'load');

  await api.post(`/v1/runs/${runId}/pause`);
  await waitUntilNobodyWorks(runId);
  const whenPaused = JSON.stringify(scenario.targetProject(2));
  const paused = await api.get<RunView>(`/v1/runs/${runId}`);
  const meanwhile = await runMigration(scenario, 6);
  const stillPaused = JSON.stringify(scenario.targetProject(2));
  await api.post(`/v1/runs/${runId}/resume`);
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(paused).toMatchObject({ state: 'paused', pauseReason: 'operator' });
  expect(paused.recommendedAction).not.toBeNull();
  // The workers were not idle: another run went from its start to its end.
  expect(meanwhile.state).toBe('completed');
  expect(stillPaused).toBe(whenPaused);
  expect(run.state).toBe('completed');
  expect(toComparable(scenario.targetProject(2), began)).toEqual(undisturbed);
});

test('a cancelled run stays cancelled, and the next run of its migration brings the rest', async () => {
  const { api } = scenario;
  const migrationId = await scenario.migrateTo(3);
  const runId = await api.startRun(migrationId);
  await waitUntilAtWork(scenario, runId, 'load');

  await api.post(`/v1/runs/${runId}/cancel`);
  const cancelled = await api.waitForRun(runId);
  await waitUntilNobodyWorks(runId);
  const broughtBefore = scenario.targetProject(3).testLogs.length;
  const next = await api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

  expect(cancelled.state).toBe('cancelled');
  expect(broughtBefore).toBeLessThan(scenario.targetProject(3).testLogs.length);
  expect(next.state).toBe('completed');
  expect(toComparable(scenario.targetProject(3), began)).toEqual(undisturbed);
  expect(await api.get<RunView>(`/v1/runs/${runId}`)).toMatchObject({ state: 'cancelled' });
});

test.each([
  { side: 'qtest', projectId: 4 },
  { side: 'zephyr', projectId: 5 },
] as const)('an expired $side token pauses the run; it goes on once the token works', async (given) => {
  const { api } = scenario;
  const { behaviour } = scenario[given.side];
  const runId = await api.startRun(await scenario.migrateTo(given.projectId));
  await waitUntilAtWork(scenario, runId, given.side === 'qtest' ? 'load' : 'extract');

  behaviour.faults = [{ kind: 'token-expired' }];
  const paused = await api.waitForRun(runId, isPaused, 30_000);
  await waitUntilNobodyWorks(runId);
  behaviour.faults = [];
  await api.post(`/v1/runs/${runId}/resume`);
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(paused.pauseReason).toBe('unauthorized');
  expect(paused.recommendedAction).toContain('token');
  expect(run.state).toBe('completed');
  expect(run.counts.test_case?.failed).toBe(0);
  expect(toComparable(scenario.targetProject(given.projectId), began)).toEqual(undisturbed);
});

test('runs stopped by an expired token go on by themselves when it works again, on either side', async () => {
  const { api, qtest, zephyr } = scenario;
  qtest.behaviour.faults = [{ kind: 'token-expired', path: '/api/v3/projects/7' }];
  const stopped = await api.startRun(await scenario.migrateTo(7));
  const pausedByTarget = await api.waitForRun(stopped, isPaused);
  zephyr.behaviour.faults = [{ kind: 'token-expired' }];
  const unread = await api.startRun(await scenario.migrateTo(8));
  const pausedBySource = await api.waitForRun(unread, isPaused);

  qtest.behaviour.faults = [];
  zephyr.behaviour.faults = [];
  const waits = [await endWaits(scenario, stopped), await endWaits(scenario, unread)];
  const runs = await Promise.all(
    [stopped, unread].map((runId) => api.waitForRun(runId, undefined, RUN_TIMEOUT_MS)),
  );

  expect(pausedByTarget.pauseReason).toBe('unauthorized');
  expect(pausedBySource.pauseReason).toBe('unauthorized');
  expect(Math.max(...waits)).toBeLessThanOrEqual(LOOK_EVERY_MS);
  expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
});

test('a run paused for its token goes on as soon as a worker is started, without being resumed', async () => {
  const { api, stack, zephyr } = scenario;
  zephyr.behaviour.faults = [{ kind: 'token-expired' }];
  const runId = await api.startRun(await scenario.migrateTo(9), ['extract']);
  const paused = await api.waitForRun(runId, isPaused);

  zephyr.behaviour.faults = [];
  const started = stack.start('validator');
  const woken = await api.waitForRun(runId, (run) => !isPaused(run), SOON_MS);
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);
  await started.end('SIGTERM');

  expect(paused.pauseReason).toBe('unauthorized');
  expect(woken.pauseReason).toBeNull();
  expect(run.state).toBe('completed');
});

const isPaused = ({ state }: RunView): boolean => state === 'paused';

/** Batches in hand are finished or handed back. */
async function waitUntilNobodyWorks(runId: string): Promise<void> {
  const isIdle = async (): Promise<boolean> => {
    const { items } = await scenario.api.get<{ items: { state: string }[] }>(
      `/v1/runs/${runId}/checkpoints?limit=1000`,
    );
    return items.every(({ state }) => state !== 'active');
  };
  await waitFor(isIdle, { what: 'every batch to be handed back', timeoutMs: 30_000 });
}
