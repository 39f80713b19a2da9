import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';

test('a file that is gone or altered between its arrival and its upload fails by itself, and the next run fetches it anew', async () => {
  await using kit = await openPipeline({ data: everyKindOnce() });
  const migrationId = await kit.migrateTo(1);
  await kit.api.run(migrationId, { phases: ['extract', 'transform'] });
  const [gone = '', altered = ''] = await listCached(kit);
  await rm(gone);
  await writeFile(altered, 'z'.repeat(10));

  const run = await kit.api.run(migrationId, { phases: ['load'] });
  const failures = await listFailures(kit, run);
  const next = await kit.api.run(migrationId);

  expect(run.state).toBe('completed_with_failures');
  expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['attachment_unavailable']));
  expect(failures.length).toBeGreaterThanOrEqual(2);
  expect(failures[0]?.message).toContain('Run the migration again');
  expect(next.state).toBe('completed');
});

async function listCached({ dataDir }: Pipeline): Promise<readonly string[]> {
  const root = join(dataDir, 'attachments');
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}
