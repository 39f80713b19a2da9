import type { EntityType, IdMapItem } from '@z2q/contracts';
import type { ZephyrCase, ZephyrExecution, ZephyrProject } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { type Migrated, openMigrated } from '../kit/open-migrated.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import type { TargetProject } from '../scenario/open-stand-ins.ts';
import { createTamper } from '../validation/tamper.ts';

type ZephyrFolder = ZephyrProject['folders'][number];

test('a case that got another name is renamed, and its executions stay the history they are', async () => {
  await using kit = await openMigrated({ data: everyKind(), loaders: 2 });
  const { source } = kit;
  const renamed = source.cases.find(isLogged(source)) as ZephyrCase;
  const logs = logsOf(kit.targetProject(1));
  renamed.name = 'Another name, given after the first migration';

  const run = await kit.runAgain();

  expect(run.state).toBe('completed');
  expect(run.counts.test_case).toMatchObject({ updated: 1, conflict: 0 });
  expect(run.counts.test_execution).toMatchObject({ updated: 0, unchanged: source.executions.length });
  expect(logsOf(kit.targetProject(1))).toEqual(logs);
});

test('a folder that was renamed and moved is so on the target, with all that is in it', async () => {
  await using kit = await openMigrated({ data: everyKind(), loaders: 2 });
  const [moved, parent] = foldersToMove(kit.source);
  const id = await targetIdOf(kit, 'folder', moved.id);
  moved.name = 'Renamed after the first migration';
  moved.parentId = parent.id;

  const run = await kit.runAgain();

  const module = kit.targetProject(1).modules.find((candidate) => candidate.id === id);
  expect(run.state).toBe('completed');
  expect(run.counts.folder).toMatchObject({ updated: 1 });
  expect(module).toMatchObject({ name: moved.name, parentId: await targetIdOf(kit, 'folder', parent.id) });
});

test('an execution that was planned and has been run since gets its log', async () => {
  await using kit = await openMigrated({ data: everyKind(), loaders: 2 });
  const { source } = kit;
  const planned = source.executions.find((execution) => execution.actualEndDate === null) as ZephyrExecution;
  const done = source.executions.find((execution) => execution.actualEndDate !== null) as ZephyrExecution;
  const before = logsOf(kit.targetProject(1)).length;
  planned.actualEndDate = '2026-11-01T10:00:00Z';
  planned.statusId = done.statusId;

  const run = await kit.runAgain();
  const again = await kit.runAgain();

  expect(run.state).toBe('completed');
  expect(run.counts.test_execution).toMatchObject({ updated: 1, created: 0 });
  expect(logsOf(kit.targetProject(1))).toHaveLength(before + 1);
  expect(again.counts.test_execution).toMatchObject({ updated: 0, unchanged: source.executions.length });
});

test('what was edited on the target and has changed in the source is left alone and told', async () => {
  await using kit = await openMigrated({ data: everyKind(), loaders: 2 });
  const { source } = kit;
  const edited = source.cases.at(-1) as ZephyrCase;
  const id = await targetIdOf(kit, 'test_case', edited.id);
  await createTamper(kit.qtest).change(`/test-cases/${id}`, { name: 'Edited by hand' });
  edited.objective = 'Changed in Zephyr as well.';

  const run = await kit.runAgain();

  const failures = await listFailures(kit, run);
  expect(run.state).toBe('completed_with_failures');
  expect(run.counts.test_case).toMatchObject({ conflict: 1, updated: 0, failed: 1 });
  expect(failures.find(({ sourceKey }) => sourceKey === edited.key)).toMatchObject({
    phase: 'load',
    code: 'conflict_on_target',
    message: expect.stringContaining('name'),
  });
  expect(nameOf(kit.targetProject(1), id)).toBe('Edited by hand');
});

const isLogged =
  (source: ZephyrProject) =>
  ({ id, key }: ZephyrCase): boolean =>
    !source.attachments.some(({ owner }) => owner.ownerId === id) &&
    source.executions.some((execution) => execution.testCaseKey === key && execution.actualEndDate !== null);

/** A folder of cases, and another one that is not inside it. */
function foldersToMove(source: ZephyrProject): readonly [ZephyrFolder, ZephyrFolder] {
  const folders = source.folders.filter(({ folderType }) => folderType === 'TEST_CASE');
  const moved = folders.find(
    ({ id, parentId }) => parentId !== null && !folders.some((f) => f.parentId === id),
  );
  const parent = folders.find(({ id, parentId }) => parentId === null && id !== moved?.parentId);
  if (!moved || !parent) throw new RangeError('The data has no folder to move');
  return [moved, parent];
}

async function targetIdOf(
  { api, migrationId }: Migrated,
  entityType: EntityType,
  sourceId: number,
): Promise<number> {
  const path = `/v1/migrations/${migrationId}/id-map?entityType=${entityType}&limit=1000`;
  const { items } = await api.get<{ items: IdMapItem[] }>(path);
  return items.find((item) => item.sourceId === String(sourceId))?.targetId ?? 0;
}

const logsOf = ({ testLogs }: TargetProject) => testLogs;
const nameOf = (project: TargetProject, id: number): string | undefined =>
  project.testCases.find((testCase) => testCase.id === id)?.versions.at(-1)?.name;
