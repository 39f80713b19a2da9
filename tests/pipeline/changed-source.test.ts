import type { EntityType, FailureItem, IdMapItem, RunView } from '@z2q/contracts';
import type { ZephyrCase, ZephyrExecution, ZephyrProject } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario, type TargetProject } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';
import { createTamper, type Tamper } from '../validation/tamper.ts';

const data = smallData();
const source = data.projects[0] as ZephyrProject;

type ZephyrFolder = ZephyrProject['folders'][number];

let scenario: Scenario;
let migrationId: string;
let target: Tamper;

beforeAll(async () => {
  scenario = await openScenario({ data, loaders: 2 });
  target = createTamper(scenario.qtest);
  migrationId = await scenario.migrateTo(1);
  await runAgain();
});
afterAll(() => scenario[Symbol.asyncDispose]());

test('a case that got another name is renamed, and its executions stay the history they are', async () => {
  const renamed = source.cases.find(isLogged) as ZephyrCase;
  const logs = logsOf(scenario.targetProject(1));
  renamed.name = 'Another name, given after the first migration';

  const run = await runAgain();

  expect(run.state).toBe('completed');
  expect(run.counts.test_case).toMatchObject({ updated: 1, conflict: 0 });
  expect(run.counts.test_execution).toMatchObject({ updated: 0, unchanged: source.executions.length });
  expect(logsOf(scenario.targetProject(1))).toEqual(logs);
});

test('a folder that was renamed and moved is so on the target, with all that is in it', async () => {
  const [moved, parent] = foldersToMove();
  const id = await targetIdOf('folder', moved.id);
  moved.name = 'Renamed after the first migration';
  moved.parentId = parent.id;

  const run = await runAgain();

  const module = scenario.targetProject(1).modules.find((candidate) => candidate.id === id);
  expect(run.state).toBe('completed');
  expect(run.counts.folder).toMatchObject({ updated: 1 });
  expect(module).toMatchObject({ name: moved.name, parentId: await targetIdOf('folder', parent.id) });
});

test('an execution that was planned and has been run since gets its log', async () => {
  const planned = source.executions.find((execution) => execution.actualEndDate === null) as ZephyrExecution;
  const done = source.executions.find((execution) => execution.actualEndDate !== null) as ZephyrExecution;
  const before = logsOf(scenario.targetProject(1)).length;
  planned.actualEndDate = '2026-11-01T10:00:00Z';
  planned.statusId = done.statusId;

  const run = await runAgain();
  const again = await runAgain();

  expect(run.state).toBe('completed');
  expect(run.counts.test_execution).toMatchObject({ updated: 1, created: 0 });
  expect(logsOf(scenario.targetProject(1))).toHaveLength(before + 1);
  expect(again.counts.test_execution).toMatchObject({ updated: 0, unchanged: source.executions.length });
});

test('what was edited on the target and has changed in the source is left alone and told', async () => {
  const edited = source.cases.at(-1) as ZephyrCase;
  const id = await targetIdOf('test_case', edited.id);
  await target.change(`/test-cases/${id}`, { name: 'Edited by hand' });
  edited.objective = 'Changed in Zephyr as well.';

  const run = await runAgain();

  const failures = await scenario.api.get<{ items: FailureItem[] }>(`/v1/runs/${run.id}/failures`);
  expect(run.state).toBe('completed_with_failures');
  expect(run.counts.test_case).toMatchObject({ conflict: 1, updated: 0, failed: 1 });
  expect(failures.items.find(({ sourceKey }) => sourceKey === edited.key)).toMatchObject({
    phase: 'load',
    code: 'conflict_on_target',
    message: expect.stringContaining('name'),
  });
  expect(nameOf(scenario.targetProject(1), id)).toBe('Edited by hand');
});

const runAgain = (): Promise<RunView> => scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS });

const isLogged = ({ id, key }: ZephyrCase): boolean =>
  !source.attachments.some(({ owner }) => owner.ownerId === id) &&
  source.executions.some((execution) => execution.testCaseKey === key && execution.actualEndDate !== null);

/** A folder of cases, and another one that is not inside it. */
function foldersToMove(): readonly [ZephyrFolder, ZephyrFolder] {
  const folders = source.folders.filter(({ folderType }) => folderType === 'TEST_CASE');
  const moved = folders.find(
    ({ id, parentId }) => parentId !== null && !folders.some((f) => f.parentId === id),
  );
  const parent = folders.find(({ id, parentId }) => parentId === null && id !== moved?.parentId);
  if (!moved || !parent) throw new RangeError('The data has no folder to move');
  return [moved, parent];
}

async function targetIdOf(entityType: EntityType, sourceId: number): Promise<number> {
  const path = `/v1/migrations/${migrationId}/id-map?entityType=${entityType}&limit=1000`;
  const { items } = await scenario.api.get<{ items: IdMapItem[] }>(path);
  return items.find((item) => item.sourceId === String(sourceId))?.targetId ?? 0;
}

const logsOf = ({ testLogs }: TargetProject) => testLogs;
const nameOf = (project: TargetProject, id: number): string | undefined =>
  project.testCases.find((testCase) => testCase.id === id)?.versions.at(-1)?.name;
