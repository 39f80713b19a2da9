import { newWaveId, PHASES } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { beginForgetting, forgetSome } from '../orchestration/forget-migration.ts';
import { startRun } from '../orchestration/start-run.ts';
import { finishRun, markRunning } from '../tables/runs.ts';
import {
  countWaveStates,
  findWave,
  insertWave,
  listWaveItems,
  listWaves,
  listWavesWaiting,
  saveUnrun,
  saveWaveRun,
  type Wave,
} from '../tables/waves.ts';
import { NOW, type OpenTestStore, type TestStore } from './open-test-store.ts';

const aWave = (createdAt = NOW): Wave => ({
  id: newWaveId(),
  name: 'All',
  phases: PHASES,
  atOnce: 2,
  skipped: ['OLD'],
  createdAt,
});

async function openWave(kit: TestStore) {
  const migrations = [await kit.migrate(), await kit.migrate(), await kit.migrate()];
  const wave = aWave();
  await kit.store.write((tx) =>
    insertWave(
      tx,
      wave,
      migrations.map(({ id }) => id),
    ),
  );
  return { wave, migrations };
}

/** Tests that items of a wave have the states of their runs. */
export function registerWaves(openTestStore: OpenTestStore): void {
  test('a wave is what it was made as, and its projects wait in their order', async () => {
    await using kit = await openTestStore();

    const { wave, migrations } = await openWave(kit);

    expect(await findWave(kit.store.read, wave.id)).toEqual(wave);
    const items = await listWaveItems(kit.store.read, wave.id);
    expect(items.map(({ migrationId }) => migrationId)).toEqual(migrations.map(({ id }) => id));
    expect(items[0]).toMatchObject({ projectKey: 'WEB', projectId: 1, runId: null, state: 'waiting' });
  });

  test('a project is as its run is, and says so without being told', async () => {
    await using kit = await openTestStore();
    const { wave, migrations } = await openWave(kit);
    const [first, second] = migrations;
    if (!first || !second) throw new Error('There are no migrations');
    const { id: waveId } = wave;

    const runId = await kit.store.write(async (tx) => {
      const { id } = await startRun(tx, first, 'migrate', PHASES, NOW);
      await saveWaveRun(tx, { waveId, migrationId: first.id }, id);
      await saveUnrun(tx, { waveId, migrationId: second.id }, { state: 'failed', why: 'There is a twin.' });
      await markRunning(tx, id, NOW);
      return id;
    });
    const before = await countWaveStates(kit.store.read, [waveId]);
    await kit.store.write((tx) => finishRun(tx, runId, 'completed', NOW));

    expect(before.get(waveId)).toEqual({ running: 1, failed: 1, waiting: 1 });
    expect(await listWaveItems(kit.store.read, waveId)).toMatchObject([
      { runId, state: 'completed', why: null },
      { runId: null, state: 'failed', why: 'There is a twin.' },
      { runId: null, state: 'waiting' },
    ]);
  });

  test('a wave in which nobody waits any more is not looked at again', async () => {
    await using kit = await openTestStore();
    const { wave, migrations } = await openWave(kit);
    const waitingAtFirst = await listWavesWaiting(kit.store.read);

    await kit.store.write(async (tx) => {
      for (const { id } of migrations) {
        await saveUnrun(tx, { waveId: wave.id, migrationId: id }, { state: 'cancelled', why: 'Enough.' });
      }
    });

    expect(waitingAtFirst).toEqual([wave]);
    expect(await listWavesWaiting(kit.store.read)).toEqual([]);
  });

  test('a migration that is forgotten is in no wave any more', async () => {
    await using kit = await openTestStore();
    const { wave, migrations } = await openWave(kit);
    const [first] = migrations;
    if (!first) throw new Error('There are no migrations');

    await kit.store.write((tx) => beginForgetting(tx, first.id));
    const begun = await listWaveItems(kit.store.read, wave.id);
    await kit.store.write(async (tx) => {
      while (await forgetSome(tx, first.id, 100));
    });

    expect(begun).toHaveLength(2);
    expect(await listWaveItems(kit.store.read, wave.id)).toEqual(begun);
    expect((await countWaveStates(kit.store.read, [wave.id])).get(wave.id)).toEqual({ waiting: 2 });
  });

  test('waves are listed in pages, oldest first', async () => {
    await using kit = await openTestStore();
    const [older, newer] = [aWave('2026-01-01T00:00:00.000Z'), aWave('2026-01-02T00:00:00.000Z')];
    await kit.store.write(async (tx) => {
      for (const wave of [newer, older]) await insertWave(tx, wave, []);
    });

    const first = await listWaves(kit.store.read, 1, null);
    const rest = await listWaves(kit.store.read, 10, `${older.createdAt}|${older.id}`);

    expect(first).toEqual([older]);
    expect(rest).toEqual([newer]);
  });
}
