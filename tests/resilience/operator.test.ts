import type { RunView } from '@z2q/contracts';
import { waitFor } from '@z2q/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';

const began = new Date();
let scenario: Scenario;
let undisturbed: Comparable;

beforeAll(async () => {
  scenario = await openScenario({ data: smallData(), projects: 5, loaders: 2 });
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
  await waitForReconciling();
  const stillPaused = JSON.stringify(scenario.targetProject(2));
  await api.post(`/v1/runs/${runId}/resume`);
  const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

  expect(paused).toMatchObject({ state: 'paused', pauseReason: 'operator' });
  expect(paused.recommendedAction).not.toBeNull();
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
  const next = await api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

  expect(cancelled.state).toBe('cancelled');
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
  const paused = await api.waitForRun(runId, ({ state }) => state === 'paused', 30_000);
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

/** Every worker looks for due batches twice a second; each tells every two seconds that it is alive. */
async function waitForReconciling(): Promise<void> {
  const since = Date.now();
  await waitFor(() => Date.now() - since > 1_500, { what: 'the workers to look for work' });
}
