import type { EntityType, FailureItem, IdMapItem, RunView } from '@z2q/contracts';
import type { ZephyrCase, ZephyrExecution, ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Migrated, openMigrated } from '../kit/open-migrated.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import { createTamper } from '../validation/tamper.ts';

type ZephyrFolder = ZephyrProject['folders'][number];

/** Each test is about a changed record that no other test uses; one run has carried all changes over. */
let kit: Migrated;
let changed: ReturnType<typeof changeSource>;
let before: TargetProject;
let run: RunView;
let failures: readonly FailureItem[];

beforeAll(async () => {
  kit = await openMigrated({ data: everyKindOnce(), loaders: 2 });
  before = kit.targetProject(1);
  changed = changeSource(kit.source);
  const id = await targetIdOf('test_case', changed.edited.id);
  const tamper = createTamper(kit.qtest);
  await tamper.change(`/test-cases/${id}`, { name: 'Edited by hand' });
  await tamper.remove(`/releases/${await targetIdOf('test_plan', changed.gone.id)}`);
  run = await kit.runAgain();
  failures = await listFailures(kit, run);
});
afterAll(() => kit[Symbol.asyncDispose]());

test('a case that got another name is renamed, and its executions stay the history they are', async () => {
  const { testCases, testLogs } = kit.targetProject(1);
  const known = new Set(before.testLogs.map(({ id }) => id));

  expect(nameOf(testCases, await targetIdOf('test_case', changed.renamed.id))).toContain(
    changed.renamed.name,
  );
  expect(run.counts.test_case).toMatchObject({ updated: 1 });
  expect(run.counts.test_execution).toMatchObject({ unchanged: kit.source.executions.length - 1 });
  expect(testLogs.filter(({ id }) => known.has(id))).toEqual(before.testLogs);
});

test('a folder that was renamed and moved is so on the target, with all that is in it', async () => {
  const { moved, parent } = changed;
  const [id, parentId] = [await targetIdOf('folder', moved.id), await targetIdOf('folder', parent.id)];

  const module = kit.targetProject(1).modules.find((candidate) => candidate.id === id);
  expect(run.counts.folder).toMatchObject({ updated: 1 });
  expect(module).toMatchObject({ name: moved.name, parentId });
});

test('an execution that was planned and has been run since gets its log, once', async () => {
  const logged = kit.targetProject(1).testLogs.length;

  const again = await kit.runAgain();

  expect(run.counts.test_execution).toMatchObject({ updated: 1, created: 0 });
  expect(logged).toBe(before.testLogs.length + 1);
  expect(kit.targetProject(1).testLogs).toHaveLength(logged);
  expect(again.counts.test_execution).toMatchObject({
    updated: 0,
    unchanged: kit.source.executions.length,
  });
});

test('what was edited on the target and has changed in the source is left alone and told, and nothing else', async () => {
  const id = await targetIdOf('test_case', changed.edited.id);

  expect(run.state).toBe('completed_with_failures');
  expect(run.counts.test_case).toMatchObject({ conflict: 1, failed: 1 });
  expect(failures.filter(({ code }) => code !== 'missing_on_target')).toMatchObject([
    {
      sourceKey: changed.edited.key,
      phase: 'load',
      code: 'conflict_on_target',
      message: expect.stringContaining('name'),
    },
  ]);
  expect(nameOf(kit.targetProject(1).testCases, id)).toBe('Edited by hand');
});

test('what has changed in the source and was deleted on the target is told as missing, not as refused', () => {
  const failed = failures.filter(({ entityType }) => entityType === 'test_plan');

  expect(failed).toMatchObject([{ sourceKey: changed.gone.key, phase: 'load', code: 'missing_on_target' }]);
});

function changeSource(source: ZephyrProject) {
  const edited = source.cases.at(-1) as ZephyrCase;
  const renamed = source.cases.find(isLogged(source)) as ZephyrCase;
  const gone = source.plans[0] as ZephyrProject['plans'][number];
  const [moved, parent] = foldersToMove(source);
  const ofOthers = source.executions.filter(
    ({ testCaseKey }) => testCaseKey !== edited.key && testCaseKey !== renamed.key,
  );
  const planned = ofOthers.find(({ actualEndDate }) => actualEndDate === null) as ZephyrExecution;
  const done = ofOthers.find(({ actualEndDate }) => actualEndDate !== null) as ZephyrExecution;
  renamed.name = 'Another name, given after the first migration';
  Object.assign(moved, { name: 'Renamed after the first migration', parentId: parent.id });
  Object.assign(planned, { actualEndDate: '2026-11-01T10:00:00Z', statusId: done.statusId });
  edited.objective = 'Changed in Zephyr as well.';
  gone.objective = 'Changed in Zephyr too.';
  return { edited, gone, renamed, moved, parent };
}

const isLogged =
  (source: ZephyrProject) =>
  ({ id, key }: ZephyrCase): boolean =>
    !source.attachments.some(({ owner }) => owner.ownerId === id) &&
    source.executions.some((execution) => execution.testCaseKey === key && execution.actualEndDate !== null);

/** A folder that holds cases, and another one that is not inside it. */
function foldersToMove(source: ZephyrProject): readonly [ZephyrFolder, ZephyrFolder] {
  const folders = source.folders.filter(({ folderType }) => folderType === 'TEST_CASE');
  const moved = folders.find(
    ({ id, parentId }) => parentId !== null && !folders.some((f) => f.parentId === id),
  );
  const parent = folders.find(({ id, parentId }) => parentId === null && id !== moved?.parentId);
  if (!moved || !parent) throw new RangeError('The data has no folder to move');
  return [moved, parent];
}

async function targetIdOf(entityType: EntityType, sourceId: number): Promise<number> {
  const path = `/v1/migrations/${kit.migrationId}/id-map?entityType=${entityType}&limit=1000`;
  const { items } = await kit.api.get<{ items: IdMapItem[] }>(path);
  return items.find((item) => item.sourceId === String(sourceId))?.targetId ?? 0;
}

const nameOf = (testCases: TargetProject['testCases'], id: number): string | undefined =>
  testCases.find((testCase) => testCase.id === id)?.versions.at(-1)?.name;
