import { ENTITY_TYPES, type FailureItem, type IdMapItem, type RunView } from '@z2q/contracts';
import { generateZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';

const smallData = () =>
  generateZephyrData({ cases: 20, executions: 30, cycles: 3, plans: 2, attachments: 8 });

test('a rollback leaves the target as it was, and a run after it makes everything again', async () => {
  await using scenario = await openScenario({ data: smallData() });
  await scenario.qtest.seed.create(1, '/modules', { name: 'Of somebody else' });
  const before = JSON.stringify(scenario.qtest.state());
  const migrationId = await scenario.migrateTo(1);
  const first = await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

  const undone = await rollBack(scenario, migrationId);
  const after = JSON.stringify(scenario.qtest.state());
  const again = await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

  expect(undone.state).toBe('completed');
  expect(undone.counts.test_case).toMatchObject({ source: 20, loaded: 20, failed: 0 });
  expect(after).toBe(before);
  expect(again.counts.test_execution?.created).toBe(first.counts.test_execution?.loaded);
  expect(again.counts.test_execution?.verified).toBe(first.counts.test_execution?.verified);
});

test('what somebody else has put something into stays, is reported, and goes when it is empty again', async () => {
  await using scenario = await openScenario({ data: smallData() });
  const before = JSON.stringify(scenario.qtest.state());
  const migrationId = await scenario.migrateTo(1);
  await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });
  const moduleId = await deepestModule(scenario, migrationId);
  const stranger = { name: 'Of somebody else', parent_id: moduleId, properties: [] };
  const { id } = await scenario.qtest.seed.create(1, '/test-cases', stranger);

  const blocked = await rollBack(scenario, migrationId);
  const { items } = await scenario.api.get<{ items: FailureItem[] }>(`/v1/runs/${blocked.id}/failures`);
  const left = scenario.targetProject(1);
  await removeCase(scenario, id);
  const finished = await rollBack(scenario, migrationId);

  expect(blocked.state).toBe('completed_with_failures');
  expect(new Set(items.map(({ code }) => code))).toEqual(new Set(['rollback_blocked']));
  expect(left.testCases.map((testCase) => testCase.id)).toEqual([id]);
  expect(left.modules.map((module) => module.id)).toContain(moduleId);
  expect(finished.state).toBe('completed');
  expect(JSON.stringify(scenario.qtest.state())).toBe(before);
});

test('a run that somebody else has logged in stays with all its logs', async () => {
  await using scenario = await openScenario({ data: smallData() });
  const migrationId = await scenario.migrateTo(1);
  await scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });
  const [log] = scenario.targetProject(1).testLogs;
  if (!log) throw new Error('The data has no log');
  await scenario.qtest.seed.create(1, `/test-runs/${log.runId}/test-logs`, {
    status: { id: log.statusId },
    exe_start_date: '2026-01-02T03:04:05Z',
    exe_end_date: '2026-01-02T03:04:06Z',
    note: 'Of somebody else',
  });

  const blocked = await rollBack(scenario, migrationId);

  const left = scenario.targetProject(1);
  const mapped = await listMapped(scenario, migrationId);
  const again = await rollBack(scenario, migrationId);
  expect(blocked.state).toBe('completed_with_failures');
  expect(again.state).toBe('completed_with_failures');
  for (const type of ENTITY_TYPES)
    expect(again.counts[type]).toMatchObject({
      source: mapped.filter(({ entityType }) => entityType === type).length,
      loaded: 0,
    });
  expect(left.testRuns.map((testRun) => testRun.id)).toEqual([log.runId]);
  expect(left.testLogs.map(({ note }) => note)).toContain('Of somebody else');
  expect(left.testCases).toHaveLength(1);
});

async function listMapped({ api }: Scenario, migrationId: string): Promise<readonly IdMapItem[]> {
  const path = `/v1/migrations/${migrationId}/id-map?limit=1000`;
  return (await api.get<{ items: IdMapItem[] }>(path)).items;
}

async function rollBack({ api }: Scenario, migrationId: string): Promise<RunView> {
  const { id } = await api.post<{ id: string }>(`/v1/migrations/${migrationId}/rollback`);
  return api.waitForRun(id, undefined, RUN_TIMEOUT_MS);
}

/** A module of the migration without others below it. */
async function deepestModule(scenario: Scenario, migrationId: string): Promise<number> {
  const items = (await listMapped(scenario, migrationId)).filter(({ entityType }) => entityType === 'folder');
  const { modules } = scenario.targetProject(1);
  const leaf = modules.find(
    (module) =>
      items.some((item) => item.targetId === module.id) &&
      !modules.some((child) => child.parentId === module.id),
  );
  if (!leaf) throw new Error('The migration made no module');
  return leaf.id;
}

async function removeCase({ qtest }: Scenario, id: number): Promise<void> {
  const response = await fetch(`${qtest.url}/api/v3/projects/1/test-cases/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${qtest.token}` },
  });
  if (!response.ok) throw new Error(`The case stays: ${response.status}`);
}
