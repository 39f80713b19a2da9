import { finishRun, startRun } from '@z2q/store';
import { NOW, openTestStore } from '@z2q/store/testing';
import { expect, test } from 'vitest';
import { createNameCounts } from './name-counts.ts';

const LATER = '2026-11-22T13:00:00.000Z';
test('names are counted once for all who ask, and anew when another run has begun', async () => {
  await using kit = await openTestStore();
  const migration = await kit.migrate();
  const first = await kit.begin(migration);
  const countNamesOf = createNameCounts(kit.store);

  const [one, another] = await Promise.all([countNamesOf(migration.id), countNamesOf(migration.id)]);
  await kit.store.write((tx) => finishRun(tx, first.id, 'completed', NOW));
  const second = await kit.store.write((tx) => startRun(tx, migration, 'migrate', ['extract'], LATER));
  const anew = await countNamesOf(second.migrationId);

  expect(another).toBe(one);
  expect(anew).not.toBe(one);
});
