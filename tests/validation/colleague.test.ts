import {
  ENTITY_TYPES,
  type FailureItem,
  type IdMapItem,
  type MappedType,
  type RunView,
} from '@z2q/contracts';
import { generateZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';

const data = () =>
  withFewCalls(generateZephyrData({ cases: 6, executions: 4, cycles: 2, plans: 1, attachments: 2 }));
type Choices = { readonly dryRun?: boolean; readonly force?: boolean };

async function rollBack({ api }: Pipeline, migrationId: string, choices: Choices = {}): Promise<RunView> {
  const { id } = await api.post<{ id: string }>(`/v1/migrations/${migrationId}/rollback`, choices);
  return api.waitForRun(id);
}

async function listMapped({ api }: Pipeline, migrationId: string, type?: MappedType) {
  const path = `/v1/migrations/${migrationId}/id-map?limit=1000${type ? `&entityType=${type}` : ''}`;
  return (await api.get<{ items: IdMapItem[] }>(path)).items;
}

/** A user of the target, who works through its API. */
async function act(kit: Pipeline, method: string, path: string, body?: unknown): Promise<void> {
  const response = await fetch(`${kit.qtest.url}/api/v3/projects/1${path}`, {
    method,
    headers: { authorization: `Bearer ${kit.qtest.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

/** A migrated project, with those of its test cases first that no run uses. */
async function openWithCases() {
  const kit = await openPipeline({ data: data() });
  const before = JSON.stringify(kit.qtest.state());
  const migrationId = await kit.migrateTo(1);
  await kit.api.run(migrationId);
  const { testCases, testRuns } = kit.targetProject(1);
  const used = new Set(testRuns.map(({ caseId }) => caseId));
  const free = testCases.filter(({ id }) => !used.has(id)).map(({ id }) => id);
  return { kit, migrationId, before, cases: [...free, ...used].map(Number) };
}

const codeOf = (failures: readonly FailureItem[], items: readonly IdMapItem[], targetId: number) =>
  failures.find(({ sourceId }) =>
    items.some((item) => item.targetId === targetId && item.sourceId === sourceId),
  )?.code;

test('what a colleague has edited, attached to or used stays and is named, and all else goes', async () => {
  const { kit, migrationId, cases } = await openWithCases();
  await using _ = kit;
  const [edited = 0, attached = 0, inUse = 0] = cases;
  const items = await listMapped(kit, migrationId, 'test_case');
  await act(kit, 'PUT', `/test-cases/${edited}`, { name: 'Rewritten by hand' });
  await kit.qtest.seed.upload(1, `/test-cases/${attached}`, { name: 'mine.txt', bytes: Buffer.from('mine') });
  const suite = await kit.qtest.seed.create(1, '/test-suites?parentId=0&parentType=root', {
    name: 'Of somebody else',
    properties: [],
  });
  await kit.qtest.seed.create(1, `/test-runs?parentId=${suite.id}&parentType=test-suite`, {
    name: 'Of somebody else',
    properties: [],
    test_case: { id: inUse },
  });

  const run = await rollBack(kit, migrationId);

  const failures = await listFailures(kit, run);
  const left = kit.targetProject(1);
  expect(run.state).toBe('completed_with_failures');
  expect(left.testCases.map(({ id }) => id).sort()).toEqual([edited, attached, inUse].sort());
  for (const id of [edited, attached, inUse]) expect(codeOf(failures, items, id)).toBe('changed_on_target');
  expect(left.attachments.map(({ name }) => name)).toContain('mine.txt');
  const folders = failures.filter(({ entityType }) => entityType === 'folder');
  expect(new Set(folders.map(({ code }) => code))).toEqual(new Set(['rollback_blocked']));
  for (const { message } of folders) expect(message).toMatch(/is in it and stays too/);
});

test('what a colleague has taken away with all that was in it is told as missing, and a rollback ends clean', async () => {
  const { kit, migrationId } = await openWithCases();
  await using _ = kit;
  const { testRuns, testSuites, testCases } = kit.targetProject(1);
  for (const { id } of testRuns) await act(kit, 'DELETE', `/test-runs/${id}`);
  for (const { id } of testSuites) await act(kit, 'DELETE', `/test-suites/${id}`);
  for (const { id } of testCases) await act(kit, 'DELETE', `/test-cases/${id}`);

  const run = await kit.api.run(migrationId, { phases: ['validate'] });
  const failures = await listFailures(kit, run);
  const rollback = await rollBack(kit, migrationId);

  expect(run.state).toBe('completed_with_failures');
  for (const type of ['test_case', 'test_cycle', 'test_execution'] as const)
    expect(failures.filter(({ entityType }) => entityType === type).length).toBe(run.counts[type]?.source);
  expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['missing_on_target']));
  expect(rollback.state).toBe('completed');
});

test('force also deletes what was edited or built upon, but never what shows another key or none', async () => {
  const { kit, migrationId, cases } = await openWithCases();
  await using _ = kit;
  const [edited = 0, attached = 0, other = 0] = cases;
  await act(kit, 'PUT', `/test-cases/${edited}`, { name: 'Rewritten by hand' });
  await kit.qtest.seed.upload(1, `/test-cases/${attached}`, { name: 'mine.txt', bytes: Buffer.from('mine') });
  const field = kit.targetProject(1).fields['test-cases'].find(({ label }) => label === 'Zephyr key');
  await act(kit, 'PUT', `/test-cases/${other}`, {
    properties: [{ field_id: field?.id, field_value: 'OTHER-T1' }],
  });

  const run = await rollBack(kit, migrationId, { force: true });

  const failures = await listFailures(kit, run);
  expect(kit.targetProject(1).testCases.map(({ id }) => id)).toEqual([other]);
  expect(failures.find(({ entityType }) => entityType === 'test_case')).toMatchObject({
    code: 'changed_on_target',
    message: expect.stringContaining('OTHER-T1'),
  });
});

test('a dry run deletes nothing and says what a rollback would then do', async () => {
  const { kit, migrationId, before, cases } = await openWithCases();
  await using _ = kit;
  const [edited = 0] = cases;
  const clean = await rollBack(kit, migrationId, { dryRun: true });
  await act(kit, 'PUT', `/test-cases/${edited}`, { name: 'Rewritten by hand' });
  const between = JSON.stringify(kit.qtest.state());
  const mapped = await listMapped(kit, migrationId);

  const dry = await rollBack(kit, migrationId, { dryRun: true });
  const after = JSON.stringify(kit.qtest.state());
  const mappedAfter = await listMapped(kit, migrationId);
  const toldDry = await listFailures(kit, dry);
  const report = await kit.api.get<{ sentence: string; verdict: string }>(`/v1/runs/${clean.id}/report`);
  const real = await rollBack(kit, migrationId);
  const told = await listFailures(kit, real);

  expect(clean).toMatchObject({ state: 'completed', dryRun: true });
  expect(report.sentence).toMatch(/would be taken away/);
  expect(after).toBe(between);
  expect(mappedAfter).toEqual(mapped);
  for (const type of ENTITY_TYPES) expect(dry.counts[type]?.loaded).toBe(real.counts[type]?.loaded);
  // A dry run says nothing about fields, because the objects that use them are still there.
  const tell = (items: readonly FailureItem[]) =>
    items
      .flatMap(({ code, sourceId }) => (sourceId.startsWith('field/') ? [] : `${code} ${sourceId}`))
      .sort();
  expect(tell(toldDry)).toEqual(tell(told));
  await act(kit, 'DELETE', `/test-cases/${edited}`);
  expect((await rollBack(kit, migrationId)).state).toBe('completed');
  expect(JSON.stringify(kit.qtest.state())).toBe(before);
});

test('an update leaves an object alone that does not show the key of its record', async () => {
  const { kit, migrationId, cases } = await openWithCases();
  await using _ = kit;
  const [other = 0] = cases;
  const items = await listMapped(kit, migrationId, 'test_case');
  const key = items.find(({ targetId }) => targetId === other)?.sourceKey;
  const field = kit.targetProject(1).fields['test-cases'].find(({ label }) => label === 'Zephyr key');
  await act(kit, 'PUT', `/test-cases/${other}`, {
    properties: [{ field_id: field?.id, field_value: 'OTHER-T1' }],
  });
  const [project] = kit.zephyr.data.projects;
  const testCase = project?.cases.find((one) => one.key === key);
  if (!testCase) throw new Error(`Zephyr has no ${key}`);
  const nameBefore = testCase.name;
  testCase.name = 'Renamed in Zephyr';

  const run = await kit.api.run(migrationId);

  expect(
    kit
      .targetProject(1)
      .testCases.find(({ id }) => id === other)
      ?.versions.at(-1)?.name,
  ).toBe(nameBefore);
  expect((await listFailures(kit, run)).find(({ sourceKey }) => sourceKey === key)).toMatchObject({
    code: 'conflict_on_target',
    message: expect.stringContaining('OTHER-T1'),
  });
});
