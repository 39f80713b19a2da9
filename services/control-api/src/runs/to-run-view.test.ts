import { EMPTY_MAPPING, MigrationOptions, newMigrationId } from '@z2q/contracts';
import {
  addRecords,
  cancelRun,
  findRun,
  inRun,
  insertMigration,
  markRecords,
  markRunning,
  openStore,
  pauseRun,
  resumeRun,
  startRun,
} from '@z2q/store';
import { tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { toRunView } from './to-run-view.ts';

const NOW = '2026-11-22T12:00:00.000Z';
const minutesOn = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000);

test('the time a run is paused counts neither in its pace nor in what is left of it', async () => {
  await using dir = await tempDir();
  await using store = await openStore(dir.path);
  const migration = {
    id: newMigrationId(),
    name: 'WEB',
    sourceProjectKey: 'WEB',
    targetProjectId: 1,
    mapping: EMPTY_MAPPING,
    options: MigrationOptions.parse({}),
    createdAt: NOW,
  };
  const ids = ['1', '2', '3', '4'];
  const { id } = await store.write(async (tx) => {
    await insertMigration(tx, migration);
    const run = await startRun(tx, migration, 'migrate', ['extract'], NOW);
    await markRunning(tx, run.id, NOW);
    const records = ids.map((sourceId) => ({ sourceId, sourceKey: null }));
    await addRecords(inRun(tx, run), 'test_case', records);
    await markRecords(inRun(tx, run), 'test_case', 'extracted', ids.slice(0, 2));
    return run;
  });
  const viewAfter = async (minutes: number) => {
    const run = await findRun(store.read, id);
    return run && toRunView(store.read, run, minutesOn(minutes));
  };

  const pause = { reason: 'disk_full', recommendedAction: 'Free some.', resumeAt: Date.parse(NOW) } as const;
  await store.write((tx) => pauseRun(tx, id, pause, minutesOn(1).getTime()));
  const paused = await viewAfter(30);
  await store.write((tx) => resumeRun(tx, id, minutesOn(60).getTime()));
  const resumed = await viewAfter(60.9);
  await store.write((tx) => cancelRun(tx, id, { nowMs: minutesOn(61).getTime(), settleMs: 0 }));

  expect(paused).toMatchObject({ entitiesPerMinute: 2, etaSeconds: null });
  expect(resumed).toMatchObject({ entitiesPerMinute: 1, etaSeconds: 114 });
  expect(await viewAfter(99)).toMatchObject({ entitiesPerMinute: 1, etaSeconds: null });
});
