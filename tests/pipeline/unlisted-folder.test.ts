import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { runMigration } from '../scenario/run-migration.ts';

test('records in a folder that is not listed arrive under the project, with all that hangs on them', async () => {
  const data = everyKindOnce();
  const [source] = data.projects;
  const home = source?.folders.find(({ folderType }) => folderType === 'TEST_CASE')?.id ?? null;
  for (const testCase of source?.cases ?? []) testCase.folderId = home;
  const [hidden] = source?.cases ?? [];
  if (hidden) hidden.folderId = 99_999_999;
  await using kit = await openPipeline({ data });

  const run = await runMigration(kit, 1);

  const failures = await listFailures(kit, run);
  const { modules, testCases } = kit.targetProject(1);
  const unfiled = modules.find(({ name }) => name === source?.key);
  const placed = testCases.filter(({ parentId }) => parentId === unfiled?.id);
  expect(failures).toEqual([]);
  expect(run.state).toBe('completed');
  expect(placed.map(({ versions }) => versions.at(-1)?.name)).toEqual([hidden?.name]);
});
