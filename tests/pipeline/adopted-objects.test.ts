import type { IdMapItem, MappedType, PreflightView, RunView } from '@z2q/contracts';
import { tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { openMigrated } from '../kit/open-migrated.ts';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { rollBack } from '../scenario/roll-back.ts';
import { createTamper } from '../validation/tamper.ts';

/** Another installation between the same two sites, which knows nothing of what the first has done. */
async function openSecond(kit: Pipeline, resources: AsyncDisposableStack) {
  const dir = resources.use(await tempDir());
  return kit.startedWith({ DATA_DIR: dir.path });
}

const preflight = ({ api }: Pick<Pipeline, 'api'>, id: string) =>
  api.post<PreflightView>(`/v1/migrations/${id}/preflight`);

const alreadyThere = ({ checks }: PreflightView) => checks.find(({ name }) => name === 'already_there');

test('what another installation has brought is refused by preflight, and adopted where the operator wants it', async () => {
  await using resources = new AsyncDisposableStack();
  await using kit = await openMigrated({ data: everyKindOnce() });
  const second = await openSecond(kit, resources);
  const before = JSON.stringify(kit.targetProject(1));
  const plain = await second.api.createMigration(kit.source.key, 1, {});
  const adopting = await second.api.createMigration(kit.source.key, 1, { adopt: true, batchSize: 4 });

  const refused = await preflight(second, plain);
  const allowed = await preflight(second, adopting);
  const run = await second.api.run(adopting);
  const items = await listMapped(second, adopting);

  expect(refused.ok).toBe(false);
  expect(alreadyThere(refused)).toMatchObject({
    status: 'failed',
    fix: expect.stringContaining('options.adopt'),
  });
  expect(alreadyThere(allowed)).toMatchObject({
    status: 'ok',
    detail: expect.stringContaining('will be adopted'),
  });
  expect(run.state).toBe('completed');
  expect(run.counts).toMatchObject(verifiedAll(kit.first));
  expect(items.filter(({ adopted }) => adopted !== true)).toEqual([]);
  const { cases, executions, cycles, plans, attachments } = kit.source;
  const records = [cases, executions, cycles, plans, attachments].flat();
  expect(items.length).toBeGreaterThan(records.length);
  expect(JSON.stringify(kit.targetProject(1))).toBe(before);
});

test('a rollback takes away what the migration has made, and leaves what it adopted', async () => {
  await using resources = new AsyncDisposableStack();
  await using kit = await openMigrated({ data: everyKindOnce() });
  const second = await openSecond(kit, resources);
  const lost = await loseSome(kit);
  const before = JSON.stringify(kit.targetProject(1));
  const adopting = await second.api.createMigration(kit.source.key, 1, { adopt: true });

  const run = await second.api.run(adopting);
  const made = (await listMapped(second, adopting)).filter(({ adopted }) => adopted !== true);
  const again = await second.api.run(adopting);
  const undone = await rollBack(second, adopting);

  expect(run).toMatchObject({ state: 'completed', counts: verifiedAll(kit.first) });
  expect(new Set(made.map(({ entityType }) => entityType))).toEqual(new Set(lost));
  expect(again).toMatchObject({
    state: 'completed',
    counts: { test_case: { created: 0, unchanged: kit.source.cases.length } },
  });
  expect(undone.state).toBe('completed');
  expect(await listMapped(second, adopting)).toEqual([]);
  expect(JSON.stringify(kit.targetProject(1))).toBe(before);
});

test('what any migration of the same installation has is not adopted, and no fault of a twin that is wanted', async () => {
  await using kit = await openMigrated({ data: everyKindOnce() });
  const before = kit.targetProject(1).testCases.length;
  const body = { source: { projectKey: kit.source.key }, target: { projectId: 1 }, allowTwin: true };
  const wanted = await kit.api.post<{ id: string }>('/v1/migrations', { ...body, options: { adopt: true } });

  const checked = await preflight(kit, wanted.id);
  const run = await kit.api.run(wanted.id);

  expect(alreadyThere(checked)).toMatchObject({ status: 'ok' });
  expect(checked.checks.find(({ name }) => name === 'already_migrated')).toMatchObject({ status: 'warning' });
  expect(run.state).toBe('completed');
  expect((await listMapped(kit, wanted.id)).some(({ adopted }) => adopted)).toBe(false);
  expect(kit.targetProject(1).testCases).toHaveLength(before + kit.source.cases.length);
});

test('what a colleague has edited or moved is adopted, left as it is and named', async () => {
  await using resources = new AsyncDisposableStack();
  await using own = await openMigrated({ data: everyKindOnce() });
  const second = await openSecond(own, resources);
  const tamper = createTamper(own.qtest);
  const [edited, moved] = own.targetProject(1).testCases;
  const elsewhere = await own.qtest.seed.create(1, '/modules', { name: 'Of a colleague' });
  if (!edited || !moved) throw new Error('The target has no test cases');
  await tamper.change(`/test-cases/${edited.id}`, { name: 'Rewritten by hand' });
  await tamper.change(`/test-cases/${moved.id}`, { parent_id: elsewhere.id });
  const before = JSON.stringify(own.targetProject(1));
  const adopting = await second.api.createMigration(own.source.key, 1, { adopt: true });

  const run = await second.api.run(adopting);
  const again = await second.api.run(adopting);
  const failures = await listFailures(second, again);
  const conflicts = failures.filter(({ code }) => code === 'conflict_on_target');
  const others = failures.filter(({ code }) => code !== 'conflict_on_target');

  expect(run.state).toBe('completed_with_failures');
  expect(again.counts.test_case).toMatchObject({ conflict: 2, verified: own.source.cases.length - 2 });
  expect(conflicts.map(({ message }) => message.match(/\((\w+)\)\. Whether/)?.[1])).toEqual([
    'name',
    'module',
  ]);
  // The edit has created a new version of the case, and its runs are of the old one.
  expect(others.every(({ message }) => message.includes('version of the test case'))).toBe(true);
  expect(JSON.stringify(own.targetProject(1))).toBe(before);
});

test('where no field holds the key, stamps and logs prove what is ours', async () => {
  await using resources = new AsyncDisposableStack();
  await using keyless = await openKeyless();
  const { first, source } = keyless;
  const second = await openSecond(keyless, resources);
  const before = JSON.stringify(keyless.targetProject(1));
  const make = (adopt: boolean) => second.api.createMigration(source.key, 1, { adopt, createFields: false });
  const adopting = await make(true);

  const refused = await preflight(second, await make(false));
  const run = await second.api.run(adopting);
  const after = JSON.stringify(keyless.targetProject(1));
  const undone = await rollBack(second, adopting);

  expect(alreadyThere(refused)).toMatchObject({ status: 'failed' });
  expect(run).toMatchObject({ state: 'completed', counts: verifiedAll(first) });
  expect(after).toBe(before);
  expect(undone.state).toBe('completed');
  expect(JSON.stringify(keyless.targetProject(1))).toBe(before);
});

test('where no field holds the key, a suite of the same name proves nothing by itself, nor do two', async () => {
  await using resources = new AsyncDisposableStack();
  await using keyless = await openKeyless();
  const { foreign, source } = keyless;
  const { create } = createTamper(keyless.qtest);
  const copied = keyless.targetProject(1).testSuites.find(({ container }) => container.type === 'test-cycle');
  const { name, container } = copied ?? {};
  await create(1, `/test-suites?parentType=test-cycle&parentId=${container?.id}`, { name });
  const second = await openSecond(keyless, resources);
  const options = { adopt: true, createFields: false };
  const adopting = await second.api.createMigration(source.key, 1, options);

  await second.api.run(adopting);
  const items = await listMapped(second, adopting);
  const made = items.filter(({ entityType, adopted }) => entityType === 'test_cycle' && adopted !== true);

  expect(made).toHaveLength(1);
  expect(items.filter(({ targetId }) => targetId === foreign.id)).toEqual([]);
  expect(items.find(({ sourceId }) => sourceId === 'adhoc')).toMatchObject({ adopted: true });
});

/** A foreign suite, and beside it what a migration has created without key fields. */
async function openKeyless() {
  await using resources = new AsyncDisposableStack();
  const kit = resources.use(await openPipeline({ data: everyKindOnce() }));
  const [source] = kit.zephyr.data.projects;
  if (!source) throw new RangeError('The data has no project');
  const foreign = await kit.qtest.seed.create(1, '/test-suites', { name: 'Ad hoc executions' });
  const first = await kit.api.run(await kit.migrateTo(1, { createFields: false }));
  resources.move();
  return { ...kit, source, foreign, first };
}

/**
 * Deletes a release, a file and a test case of the first installation.
 * @returns the types of the records concerned.
 */
async function loseSome(kit: Pipeline): Promise<readonly MappedType[]> {
  const { remove } = createTamper(kit.qtest);
  const { releases, testCases, testRuns, attachments } = kit.targetProject(1);
  const used = new Set(testRuns.map(({ caseId }) => caseId));
  const holders = new Set(attachments.map(({ ownerId }) => ownerId));
  const file = attachments.find(({ ownerType }) => ownerType === 'test-cases');
  const testCase = testCases.find(({ id }) => !used.has(id) && !holders.has(id));
  const release = releases.find(({ id }) => !holders.has(id));
  if (!file || !testCase || !release) throw new Error('The target has nothing to lose');
  await remove(`/releases/${release.id}`);
  await remove(`/test-cases/${testCase.id}`);
  await remove(`/test-cases/${file.ownerId}/blob-handles/${file.id}`);
  return ['test_plan', 'test_case', 'attachment'];
}

const listMapped = async ({ api }: Pick<Pipeline, 'api'>, id: string) =>
  (await api.get<{ items: IdMapItem[] }>(`/v1/migrations/${id}/id-map?limit=1000`)).items;

const verifiedAll = ({ counts }: RunView) =>
  Object.fromEntries(
    Object.entries(counts).map(([type, { verified }]) => [type, expect.objectContaining({ verified })]),
  );
