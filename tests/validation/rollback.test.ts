import { ENTITY_TYPES, type IdMapItem, type ReportView } from '@z2q/contracts';
import { generateZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { rollBack } from '../scenario/roll-back.ts';
import { seedForeignObjects } from '../scenario/seed-foreign-objects.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';
import { createTamper } from './tamper.ts';

const SIZE = { cases: 9, executions: 12, cycles: 3, plans: 2, attachments: 6 };
const smallData = () => withFewCalls(generateZephyrData(SIZE));

test('a rollback leaves the target as it was, and a run after it makes everything again', async () => {
  await using kit = await openPipeline({ data: smallData(), loaders: 2 });
  await seedForeignObjects(kit.qtest, 1);
  const before = JSON.stringify(kit.qtest.state());
  const migrationId = await kit.migrateTo(1);
  const first = await kit.api.run(migrationId);
  const between = JSON.stringify(kit.qtest.state());
  const sentence = async () => (await kit.api.get<ReportView>(`/v1/runs/${first.id}/report`)).sentence;
  const told = await sentence();

  const undone = await rollBack(kit, migrationId);
  const after = JSON.stringify(kit.qtest.state());
  const mapped = await listMapped(kit, migrationId);
  const missed = await listFailures(kit, await kit.api.run(migrationId, { phases: ['validate'] }));
  const again = await kit.api.run(migrationId);

  expect(new Set(missed.map(({ message }) => message))).toEqual(
    new Set([expect.stringContaining('it was not loaded, or a rollback has taken it away')]),
  );
  expect(await sentence()).toContain(`${told} The migration has been rolled back since, on `);
  expect(between).not.toBe(before);
  expect(undone.state).toBe('completed');
  expect(undone.counts.test_case).toMatchObject({ source: SIZE.cases, loaded: SIZE.cases, failed: 0 });
  expect(after).toBe(before);
  expect(mapped).toEqual([]);
  expect(again.counts.test_execution?.created).toBe(first.counts.test_execution?.loaded);
  expect(again.counts.test_execution?.verified).toBe(first.counts.test_execution?.verified);
});

test('what somebody else has put something into stays, is reported, and goes when it is empty again', async () => {
  await using kit = await openPipeline({ data: smallData() });
  const before = JSON.stringify(kit.qtest.state());
  const migrationId = await kit.migrateTo(1);
  await kit.api.run(migrationId);
  const moduleId = await deepestModule(kit, migrationId);
  const theirs = { name: 'Of somebody else', parent_id: moduleId, properties: [] };
  const { id } = await kit.qtest.seed.create(1, '/test-cases', theirs);

  const blocked = await rollBack(kit, migrationId);
  const failures = await listFailures(kit, blocked);
  const left = kit.targetProject(1);
  await removeCase(kit, id);
  const finished = await rollBack(kit, migrationId);

  expect(blocked.state).toBe('completed_with_failures');
  // The module itself holds a foreign object; the modules above it stay because of that.
  expect(failures.map(({ code }) => code)).toContain('changed_on_target');
  expect(failures.filter(({ code }) => code === 'changed_on_target')).toHaveLength(1);
  expect(left.testCases.map((testCase) => testCase.id)).toEqual([id]);
  expect(left.modules.map((module) => module.id)).toContain(moduleId);
  expect(finished.state).toBe('completed');
  expect(JSON.stringify(kit.qtest.state())).toBe(before);
});

test('a run that somebody else has logged in stays with all its logs', async () => {
  await using kit = await openPipeline({ data: smallData() });
  const migrationId = await kit.migrateTo(1);
  await kit.api.run(migrationId);
  const [log] = kit.targetProject(1).testLogs;
  if (!log) throw new Error('The data has no log');
  await kit.qtest.seed.create(1, `/test-runs/${log.runId}/test-logs`, {
    status: { id: log.statusId },
    exe_start_date: '2026-01-02T03:04:05Z',
    exe_end_date: '2026-01-02T03:04:06Z',
    note: 'Of somebody else',
  });

  const blocked = await rollBack(kit, migrationId);

  const left = kit.targetProject(1);
  const mapped = await listMapped(kit, migrationId);
  const again = await rollBack(kit, migrationId);
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

test('a field that has to stay is named, counts as no record, and a retry looks at it again', async () => {
  await using kit = await openPipeline({ data: smallData() });
  const before = JSON.stringify(kit.qtest.state());
  const migrationId = await kit.migrateTo(1);
  await kit.api.run(migrationId);
  const edited = kit.targetProject(1).testCases[0]?.id ?? 0;
  await createTamper(kit.qtest).change(`/test-cases/${edited}`, { name: 'Edited by hand' });

  const blocked = await rollBack(kit, migrationId);
  const others = (await listFailures(kit, blocked)).filter(({ sourceId }) =>
    /^(field|container)\//.test(sourceId),
  );
  const { sentence } = await kit.api.get<ReportView>(`/v1/runs/${blocked.id}/report`);
  await removeCase(kit, edited);
  await kit.api.post(`/v1/runs/${blocked.id}/retry`);
  const finished = await kit.api.waitForRun(blocked.id);

  expect(blocked.state).toBe('completed_with_failures');
  expect(others.length).toBeGreaterThan(3);
  expect(blocked.counts.test_case).toMatchObject({ source: SIZE.cases, loaded: SIZE.cases - 1, failed: 1 });
  expect(sentence).toContain(`${others.length} more failures count as no record`);
  expect(finished.state).toBe('completed');
  expect(JSON.stringify(kit.qtest.state())).toBe(before);
});

async function listMapped({ api }: Pipeline, migrationId: string): Promise<readonly IdMapItem[]> {
  const path = `/v1/migrations/${migrationId}/id-map?limit=1000`;
  return (await api.get<{ items: IdMapItem[] }>(path)).items;
}

/** A migrated module without modules below it. */
async function deepestModule(kit: Pipeline, migrationId: string): Promise<number> {
  const items = (await listMapped(kit, migrationId)).filter(({ entityType }) => entityType === 'folder');
  const { modules } = kit.targetProject(1);
  const leaf = modules.find(
    (module) =>
      items.some((item) => item.targetId === module.id) &&
      !modules.some((child) => child.parentId === module.id),
  );
  if (!leaf) throw new Error('The migration made no module');
  return leaf.id;
}

async function removeCase({ qtest }: Pipeline, id: number): Promise<void> {
  const response = await fetch(`${qtest.url}/api/v3/projects/1/test-cases/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${qtest.token}` },
  });
  if (!response.ok) throw new Error(`The case stays: ${response.status}`);
}
