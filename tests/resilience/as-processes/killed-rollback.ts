import type { CheckpointItem } from '@z2q/contracts';
import { expect, test } from 'vitest';
import type { Scenario } from '../../scenario/open-scenario.ts';
import { rollBack, startRollback } from '../../scenario/roll-back.ts';
import { RUN_TIMEOUT_MS } from '../../scenario/run-migration.ts';
import { seedForeignObjects } from '../../scenario/seed-foreign-objects.ts';
import { waitUntilAtWork } from '../../scenario/wait-until-at-work.ts';
import type { Processes } from './processes.ts';

export function testKilledRollback(processes: () => Processes): void {
  test('a rollback whose loader is killed half-way takes away the rest once it is back', async () => {
    const { scenario } = processes();
    const before = await seed(scenario, 27);
    const migrationId = await scenario.migrateTo(27);
    await scenario.api.run(migrationId, {
      phases: ['extract', 'transform', 'load'],
      timeoutMs: RUN_TIMEOUT_MS,
    });
    scenario.qtest.behaviour.latencyMs = 300;

    const rollbackId = await startRollback(scenario, migrationId);
    const { entityType, batch } = await waitUntilAtWork(scenario, rollbackId, 'rollback');
    await killLoader(scenario);
    scenario.qtest.behaviour.latencyMs = 0;
    const rollback = await scenario.api.waitForRun(rollbackId, undefined, RUN_TIMEOUT_MS);

    const { items } = await scenario.api.get<{ items: CheckpointItem[] }>(
      `/v1/runs/${rollbackId}/checkpoints?limit=1000`,
    );
    const interrupted = items.find((item) => item.entityType === entityType && item.batch === batch);
    expect(interrupted?.attempts).toBeGreaterThan(1);
    expect(rollback.state).toBe('completed');
    expect(contentsOf(scenario, 27)).toBe(before);
  });

  test('a migration that was killed and cancelled half-way is rolled back too', async () => {
    const { scenario } = processes();
    const before = await seed(scenario, 28);
    const migrationId = await scenario.migrateTo(28, { batchSize: 10 });
    scenario.qtest.behaviour.latencyMs = 50;
    const runId = await scenario.api.startRun(migrationId);
    await scenario.api.waitForRun(runId, ({ counts }) => (counts.test_execution?.loaded ?? 0) > 0);
    await killLoader(scenario);
    await scenario.api.post(`/v1/runs/${runId}/cancel`);
    scenario.qtest.behaviour.latencyMs = 0;
    const cancelled = await scenario.api.waitForRun(runId);
    const between = contentsOf(scenario, 28);

    const rollback = await rollBack(scenario, migrationId);

    expect(cancelled.state).toBe('cancelled');
    expect(between).not.toBe(before);
    expect(rollback.state).toBe('completed');
    expect(contentsOf(scenario, 28)).toBe(before);
  });
}

async function seed(scenario: Scenario, projectId: number): Promise<string> {
  await seedForeignObjects(scenario.qtest, projectId);
  return contentsOf(scenario, projectId);
}

const contentsOf = (scenario: Scenario, projectId: number): string =>
  JSON.stringify(scenario.targetProject(projectId));

async function killLoader({ stack }: Scenario): Promise<void> {
  await stack.newest('loader').end('SIGKILL');
  stack.start('loader');
}
