import type { RunView } from '@z2q/contracts';
import { backUpStore, restoreStore } from '@z2q/store';
import { tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { toComparable } from '../scenario/to-comparable.ts';

const began = new Date();

test('a backup made in mid-run and restored after its end goes on without making anything twice', async () => {
  await using dir = await tempDir();
  await using kit = await openPipeline({ data: everyKind(), projects: 2, loaders: 2 });
  await kit.api.run(await kit.migrateTo(1));
  const migrationId = await kit.migrateTo(2, { batchSize: 3 });
  const runId = await kit.api.startRun(migrationId);
  const isLoading = ({ counts }: RunView): boolean => (counts.test_case?.loaded ?? 0) > 0;
  const atBackup = await kit.api.waitForRun(runId, isLoading);
  await backUpStore(kit.dataDir, dir.join('backup.db'));
  const ended = await kit.api.waitForRun(runId);

  const dataDir = dir.join('restored');
  await restoreStore({ dataDir, file: dir.join('backup.db'), isForced: false, now: kit.clock.now() });
  await using other = await openPipeline({
    data: everyKind(),
    loaders: 2,
    env: {
      DATA_DIR: dataDir,
      ZEPHYR_BASE_URL: kit.zephyr.baseUrl,
      ZEPHYR_TOKEN: kit.zephyr.token,
      QTEST_BASE_URL: kit.qtest.url,
      QTEST_TOKEN: kit.qtest.token,
    },
  });
  const run = await other.api.waitForRun(runId);
  const failures = await listFailures(other, run);
  const next = await other.api.run(migrationId);

  expect(atBackup.state).toBe('running');
  expect(ended.state).toBe('completed');
  expect(run.finishedAt).not.toBeNull();
  // Files are not in a backup: the next run fetches those that were not carried over yet.
  expect(failures.filter(({ code }) => code !== 'attachment_unavailable')).toEqual([]);
  expect(next.state).toBe('completed');
  expect(toComparable(kit.targetProject(2), began)).toEqual(toComparable(kit.targetProject(1), began));
});
