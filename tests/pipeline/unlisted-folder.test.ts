import type { FailureItem } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { openScenario } from '../scenario/open-scenario.ts';
import { runMigration } from '../scenario/run-migration.ts';
import { smallData } from '../scenario/small-data.ts';

test('records in a folder that is not listed arrive under the project, with all that hangs on them', async () => {
  const data = smallData();
  const [source] = data.projects;
  const home = source?.folders.find(({ folderType }) => folderType === 'TEST_CASE')?.id ?? null;
  for (const testCase of source?.cases ?? []) testCase.folderId = home;
  const [hidden] = source?.cases ?? [];
  if (hidden) hidden.folderId = 99_999_999;
  await using scenario = await openScenario({ data });

  const run = await runMigration(scenario, 1);

  const { items } = await scenario.api.get<{ items: FailureItem[] }>(`/v1/runs/${run.id}/failures`);
  const { modules, testCases } = scenario.targetProject(1);
  const unfiled = modules.find(({ name }) => name === source?.key);
  const placed = testCases.filter(({ parentId }) => parentId === unfiled?.id);
  expect(items).toEqual([]);
  expect(run.state).toBe('completed');
  expect(placed.map(({ versions }) => versions.at(-1)?.name)).toEqual([hidden?.name]);
});
