import type { QtestSandbox } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';
import { waitUntilAtWork } from '../scenario/wait-until-at-work.ts';

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario({ data: smallData(), projects: 3, loaders: 2 });
  for (const projectId of [1, 2, 3]) await seedForeignObjects(scenario.qtest, projectId);
});
afterAll(() => scenario[Symbol.asyncDispose]());

test('a rollback leaves the target as it was, with the objects of others untouched', async () => {
  const before = contentsOf(1);
  const migrationId = await scenario.migrateTo(1);
  await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });
  const between = contentsOf(1);

  const rollback = await scenario.api.waitForRun(await startRollback(migrationId), undefined, RUN_TIMEOUT_MS);

  const { items } = await scenario.api.get<{ items: unknown[] }>(`/v1/migrations/${migrationId}/id-map`);
  expect(between).not.toBe(before);
  expect(rollback.state).toBe('completed');
  expect(contentsOf(1)).toBe(before);
  expect(items).toEqual([]);
});

test('a rollback whose loader is killed half-way takes away the rest once it is back', async () => {
  const before = contentsOf(2);
  const migrationId = await scenario.migrateTo(2);
  await scenario.api.run(migrationId, {
    phases: ['extract', 'transform', 'load'],
    timeoutMs: RUN_TIMEOUT_MS,
  });
  scenario.qtest.behaviour.latencyMs = 30;

  const rollbackId = await startRollback(migrationId);
  await waitUntilAtWork(scenario, rollbackId, 'rollback');
  await killLoaders();
  const rollback = await scenario.api.waitForRun(rollbackId, undefined, RUN_TIMEOUT_MS);

  expect(rollback.state).toBe('completed');
  expect(contentsOf(2)).toBe(before);
});

test('a migration that was killed and cancelled half-way is rolled back too', async () => {
  const before = contentsOf(3);
  const migrationId = await scenario.migrateTo(3);
  const runId = await scenario.api.startRun(migrationId);
  await scenario.api.waitForRun(runId, ({ counts }) => (counts.test_execution?.loaded ?? 0) > 0);
  await killLoaders();
  await scenario.api.post(`/v1/runs/${runId}/cancel`);
  await scenario.api.waitForRun(runId);
  const between = contentsOf(3);

  const rollback = await scenario.api.waitForRun(await startRollback(migrationId), undefined, RUN_TIMEOUT_MS);

  expect(between).not.toBe(before);
  expect(rollback.state).toBe('completed');
  expect(contentsOf(3)).toBe(before);
});

const contentsOf = (projectId: number): string => JSON.stringify(scenario.targetProject(projectId));

async function startRollback(migrationId: string): Promise<string> {
  return (await scenario.api.post<{ id: string }>(`/v1/migrations/${migrationId}/rollback`)).id;
}

async function killLoaders(): Promise<void> {
  const loaders = scenario.stack.processes.filter(({ name }) => name === 'loader');
  await Promise.all(loaders.map((loader) => loader.end('SIGKILL')));
  for (const _ of [1, 2]) scenario.stack.start('loader');
}

/** What a team has in its project already, some of it under the names that the migration uses. */
async function seedForeignObjects({ seed }: QtestSandbox, projectId: number): Promise<void> {
  const module = await seed.create(projectId, '/modules', { name: 'DEMO', description: 'Ours' });
  const testCase = await seed.create(projectId, '/test-cases', {
    name: 'Our own case',
    parent_id: module.id,
    properties: [],
    test_steps: [{ description: 'Look', expected: 'It is there', order: 1 }],
  });
  const cycle = await seed.create(projectId, '/test-cycles?parentId=0&parentType=root', { name: 'DEMO' });
  const suite = await seed.create(projectId, `/test-suites?parentId=${cycle.id}&parentType=test-cycle`, {
    name: 'Ad hoc executions',
    properties: [],
  });
  await seed.create(projectId, `/test-runs?parentId=${suite.id}&parentType=test-suite`, {
    name: 'Our own run',
    properties: [],
    test_case: { id: testCase.id },
  });
  await seed.create(projectId, '/releases', { name: 'Master plan 1', properties: [] });
  await seed.upload(projectId, `/test-cases/${testCase.id}`, {
    name: 'twin.png',
    bytes: Buffer.from('ours'),
  });
}
