import type { CheckpointItem } from '@z2q/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { rollBack, startRollback } from '../scenario/roll-back.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { seedForeignObjects } from '../scenario/seed-foreign-objects.ts';
import { tinyData } from '../scenario/small-data.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario({ data: tinyData(), projects: 2, loaders: 2 });
  for (const projectId of [1, 2]) await seedForeignObjects(scenario.qtest, projectId);
});
afterAll(() => scenario[Symbol.asyncDispose]());

test('a rollback whose loader is killed half-way takes away the rest once it is back', async () => {
  const before = contentsOf(1);
  const migrationId = await scenario.migrateTo(1);
  await scenario.api.run(migrationId, {
    phases: ['extract', 'transform', 'load'],
    timeoutMs: RUN_TIMEOUT_MS,
  });
  scenario.qtest.behaviour.latencyMs = 300;

  const rollbackId = await startRollback(scenario, migrationId);
  const { entityType, batch } = await waitUntilAtWork(scenario, rollbackId, 'rollback');
  await killLoaders();
  scenario.qtest.behaviour.latencyMs = 0;
  const rollback = await scenario.api.waitForRun(rollbackId, undefined, RUN_TIMEOUT_MS);

  const { items } = await scenario.api.get<{ items: CheckpointItem[] }>(
    `/v1/runs/${rollbackId}/checkpoints?limit=1000`,
  );
  const interrupted = items.find((item) => item.entityType === entityType && item.batch === batch);
  expect(interrupted?.attempts).toBeGreaterThan(1);
  expect(rollback.state).toBe('completed');
  expect(contentsOf(1)).toBe(before);
});

test('a migration that was killed and cancelled half-way is rolled back too', async () => {
  const before = contentsOf(2);
  const migrationId = await scenario.migrateTo(2, { batchSize: 10 });
  scenario.qtest.behaviour.latencyMs = 50;
  const runId = await scenario.api.startRun(migrationId);
  await scenario.api.waitForRun(runId, ({ counts }) => (counts.test_execution?.loaded ?? 0) > 0);
  await killLoaders();
  await scenario.api.post(`/v1/runs/${runId}/cancel`);
  scenario.qtest.behaviour.latencyMs = 0;
  const cancelled = await scenario.api.waitForRun(runId);
  const between = contentsOf(2);

  const rollback = await rollBack(scenario, migrationId);

  expect(cancelled.state).toBe('cancelled');
  expect(between).not.toBe(before);
  expect(rollback.state).toBe('completed');
  expect(contentsOf(2)).toBe(before);
});

const contentsOf = (projectId: number): string => JSON.stringify(scenario.targetProject(projectId));

async function killLoaders(): Promise<void> {
  const loaders = scenario.stack.processes.filter(({ name }) => name === 'loader');
  await Promise.all(loaders.map((loader) => loader.end('SIGKILL')));
  for (const _ of [1, 2]) scenario.stack.start('loader');
}
