import type { MigrationOptions, PreflightView, RunView } from '@z2q/contracts';
import type { ZephyrData } from '@z2q/sandbox';
import { backUpStore, restoreStore } from '@z2q/store';
import { tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { openStandIns, type StandIns } from '../scenario/open-stand-ins.ts';
import { rollBack } from '../scenario/roll-back.ts';
import { toComparable } from '../scenario/to-comparable.ts';

const began = new Date();

test('a backup made in mid-run and restored after its end goes on without making anything twice', async () => {
  await using dir = await tempDir();
  await using kit = await openPipeline({ data: everyKindOnce(), projects: 2, loaders: 2 });
  await kit.api.run(await kit.migrateTo(1));
  const migrationId = await kit.migrateTo(2, { batchSize: 2 });
  const runId = await kit.api.startRun(migrationId);
  const isLoading = ({ counts }: RunView): boolean => (counts.test_case?.loaded ?? 0) > 0;
  const atBackup = await kit.api.waitForRun(runId, isLoading);
  await backUpStore(kit.dataDir, dir.join('backup.db'));
  const ended = await kit.api.waitForRun(runId);

  const dataDir = dir.join('restored');
  await restoreStore({ dataDir, file: dir.join('backup.db'), isForced: false, now: kit.clock.now() });
  await using other = await openPipeline({
    data: everyKindOnce(),
    loaders: 2,
    env: between(kit, dataDir),
  });
  const run = await other.api.waitForRun(runId);
  const failures = await listFailures(other, run);
  const next = await other.api.run(migrationId);

  expect(atBackup.state).toBe('running');
  expect(ended.state).toBe('completed');
  expect(run.finishedAt).not.toBeNull();
  // Files are not in a backup. The next run fetches those that were not loaded yet.
  expect(failures.filter(({ code }) => code !== 'attachment_unavailable')).toEqual([]);
  expect(next.state).toBe('completed');
  expect(toComparable(kit.targetProject(2), began)).toEqual(toComparable(kit.targetProject(1), began));
});

test('a backup that was the last thing before a load makes nothing twice where it was made', async () => {
  await using dir = await tempDir();
  await using standIns = await openStandIns({ data: everyKindOnce() });
  const env = between(standIns, dir.join('data'));
  const before = countAll(standIns);
  const { migrationId, clock } = await backUpAndLoad(env, dir.join('backup.db'));
  const loaded = JSON.stringify(standIns.targetProject(1));
  const restore = (isForced: boolean) =>
    restoreStore({ dataDir: dir.join('data'), file: dir.join('backup.db'), isForced, now: clock.now() });

  await expect(restore(false)).rejects.toMatchObject({ code: 'there_already' });
  await restore(true);
  await using kit = await openPipeline({ data: everyKindOnce(), loaders: 2, env, clock });
  const validated = await kit.api.run(migrationId, { phases: ['validate'] });
  const run = await kit.api.run(migrationId);
  const validatedAfter = await kit.api.run(migrationId, { phases: ['validate'] });
  const afterRun = JSON.stringify(standIns.targetProject(1));
  const undone = await rollBack(kit, migrationId);

  expect(validated.recommendedAction).toMatch(/restored from a backup.*Run the migration once/);
  expect(run.state).toBe('completed');
  expect(validatedAfter).toMatchObject({ state: 'completed', recommendedAction: null });
  expect(afterRun).toBe(loaded);
  expect(undone.state).toBe('completed');
  expect(countAll(standIns)).toEqual(before);
});

test.each([true, false])(
  'a backup from before a rollback and another run goes on with what that run has made (fields for keys: %s)',
  async (createFields) => {
    await using made = await openMadeAnew({ createFields });
    const { standIns, kit, migrationId } = made;
    const before = JSON.stringify(standIns.targetProject(1));

    const preflight = await kit.api.post<PreflightView>(`/v1/migrations/${migrationId}/preflight`);
    const run = await kit.api.run(migrationId);
    const failures = await listFailures(kit, run);
    const afterRun = JSON.stringify(standIns.targetProject(1));
    const undone = await rollBack(kit, migrationId);

    expect(preflight.checks.find(({ name }) => name === 'already_there')?.status).not.toBe('failed');
    expect(failures).toEqual([]);
    expect(run).toMatchObject({
      state: 'completed',
      counts: { test_case: { created: 0, verified: made.cases } },
    });
    expect(run.counts.test_case).toMatchObject({ updated: 1 });
    expect(run.counts.test_execution).toMatchObject({ updated: 1 });
    expect(afterRun).toBe(before);
    expect(undone.state).toBe('completed');
    expect(countAll(standIns)).toEqual(made.empty);
  },
);

test('what is on the target twice after that is told and not made a third time', async () => {
  await using made = await openMadeAnew({});
  const { standIns, kit, migrationId } = made;
  const { testCases } = standIns.targetProject(1);
  const [copied] = testCases;
  const { name, description } = copied?.versions.at(-1) ?? {};
  const copy = { name, description, parent_id: copied?.parentId, properties: [] };
  await standIns.qtest.seed.create(1, '/test-cases', copy);

  const run = await kit.api.run(migrationId);
  const failures = await listFailures(kit, run);

  const ofCases = failures.filter(({ entityType }) => entityType === 'test_case');
  expect(ofCases).toMatchObject([{ code: 'double_on_target' }]);
  expect(run.counts.test_case).toMatchObject({ created: 0, verified: made.cases - 1 });
  expect(standIns.targetProject(1).testCases).toHaveLength(testCases.length + 1);
});

const between = ({ zephyr, qtest }: Pick<StandIns, 'zephyr' | 'qtest'>, dataDir: string) => ({
  DATA_DIR: dataDir,
  ZEPHYR_BASE_URL: zephyr.baseUrl,
  ZEPHYR_TOKEN: zephyr.token,
  QTEST_BASE_URL: qtest.url,
  QTEST_TOKEN: qtest.token,
});

const countAll = (standIns: StandIns) =>
  Object.fromEntries(
    Object.entries(standIns.targetProject(1)).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.length : value,
    ]),
  );

/**
 * An installation whose backup is restored after a rollback and another run. Its source has changed in
 * between.
 */
async function openMadeAnew(options: Partial<MigrationOptions>) {
  await using resources = new AsyncDisposableStack();
  const dir = resources.use(await tempDir());
  const data = everyKindOnce();
  const standIns = resources.use(await openStandIns({ data }));
  const env = between(standIns, dir.join('data'));
  const [empty, file] = [countAll(standIns), dir.join('backup.db')];
  const { migrationId, clock } = await backUpAndMakeAnew(env, file, data, options);
  await restoreStore({ dataDir: dir.join('data'), file, isForced: true, now: clock.now() });
  const kit = resources.use(await openPipeline({ data, env, clock }));
  const held = resources.move();
  const cases = data.projects[0]?.cases.length ?? 0;
  return { standIns, kit, migrationId, empty, cases, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

async function backUpAndMakeAnew(
  env: Record<string, string>,
  file: string,
  data: ZephyrData,
  options: Partial<MigrationOptions>,
): Promise<{ migrationId: string } & Pick<Pipeline, 'clock'>> {
  await using kit = await openPipeline({ data, env });
  const migrationId = await kit.migrateTo(1, options);
  await kit.api.run(migrationId);
  await backUpStore(kit.dataDir, file);
  changeSource(data);
  await rollBack(kit, migrationId);
  await kit.api.run(migrationId);
  return { migrationId, clock: kit.clock };
}

/** Edits a case that was never run, and runs a planned execution of another case. */
function changeSource({ projects: [source] }: ZephyrData): void {
  const used = new Set(source?.executions.map(({ testCaseKey }) => testCaseKey));
  const edited = source?.cases.findLast(({ key }) => !used.has(key));
  const planned = source?.executions.find(({ actualEndDate }) => actualEndDate === null);
  const done = source?.executions.find(({ actualEndDate }) => actualEndDate !== null);
  if (!edited || !planned || !done) throw new Error('The data has nothing to change');
  edited.objective = 'Changed in Zephyr since the backup.';
  Object.assign(planned, { actualEndDate: '2026-11-01T10:00:00Z', statusId: done.statusId });
}

/** Transforms a migration, makes a backup, runs the whole migration and ends the installation. */
async function backUpAndLoad(
  env: Record<string, string>,
  file: string,
): Promise<{ migrationId: string } & Pick<Pipeline, 'clock'>> {
  await using kit = await openPipeline({ data: everyKindOnce(), env });
  const migrationId = await kit.migrateTo(1);
  await kit.api.run(migrationId, { phases: ['extract', 'transform'] });
  await backUpStore(kit.dataDir, file);
  await kit.api.run(migrationId);
  return { migrationId, clock: kit.clock };
}
