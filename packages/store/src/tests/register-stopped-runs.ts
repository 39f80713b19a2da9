import { BatchJob } from '@z2q/contracts';
import { expect, test } from 'vitest';
import type { RunStore } from '../in-run.ts';
import { startRun } from '../orchestration/start-run.ts';
import { cancelRun, endStoppedRuns, failRun } from '../orchestration/stop-run.ts';
import type { Store } from '../store.ts';
import { doubtOrphans } from '../tables/intents.ts';
import { claimBatch, releaseBatch } from '../tables/leases.ts';
import { findRun } from '../tables/runs.ts';
import { boundLongDoubts, findLatestDoubt } from '../tables/unsettled.ts';
import { beginInventory, lease, leaveIntent, NOW, NOW_MS, type OpenTestStore } from './open-test-store.ts';

/** When a run that was cancelled, or cannot go on, is over. */
export function registerStoppedRuns(openTestStore: OpenTestStore): void {
  test('a cancelled run ends within minutes, though the clock was set back an hour since its worker died', async () => {
    await using kit = await openTestStore();
    const { job, store } = await beginInventory(kit);
    const later = NOW_MS + 3_600_000;
    await kit.store.write((tx) => claimBatch(tx, job, lease('dead', later)));
    await store.write((tx) => leaveIntent(tx, { entityType: 'folder', sourceId: '1' }));
    await store.write((tx) => doubtOrphans(tx, later + 60_000));
    await kit.store.write((tx) => cancelRun(tx, job.runId, { nowMs: NOW_MS, settleMs: 60_000 }));

    await endStoppedRuns(kit.store, { nowMs: NOW_MS + 90_000, settleMs: 60_000 });

    expect((await findRun(kit.store.read, job.runId))?.state).toBe('cancelled');
  });

  test('a run that cannot go on is over only once another worker can have nothing of it on its way', async () => {
    await using kit = await openTestStore();
    const { job, store } = await beginInventory(kit);
    await kit.store.write((tx) => claimBatch(tx, job, lease('alive')));
    await store.write((tx) => leaveIntent(tx, { entityType: 'folder', sourceId: '1' }));
    const time = { nowMs: NOW_MS, settleMs: 60_000 };
    await kit.store.write((tx) => failRun(tx, job.runId, 'Make the project.', time));
    await kit.store.write((tx) => cancelRun(tx, job.runId, time));
    const lookAt = async (nowMs: number) => {
      await endStoppedRuns(kit.store, { nowMs, settleMs: 60_000 });
      return findRun(kit.store.read, job.runId);
    };

    const whileHeld = await lookAt(NOW_MS + 5_000);
    await lookAt(NOW_MS + 90_000);
    const after = await lookAt(NOW_MS + 200_000);

    expect(whileHeld).toMatchObject({ state: 'cancelling' });
    expect(after).toMatchObject({ state: 'failed', recommendedAction: 'Make the project.' });
  });

  test.each([
    { what: 'its worker let go', aheadMs: 0, isDryRun: false, states: ['cancelling', 'cancelled'] },
    {
      what: 'now, if the clock was set back',
      aheadMs: 3_600_000,
      isDryRun: false,
      states: ['cancelling', 'cancelled'],
    },
    {
      what: 'the start, if it deletes nothing',
      aheadMs: 0,
      isDryRun: true,
      states: ['cancelled', 'cancelled'],
    },
  ])(
    'a rollback that is cancelled in a batch lasts until a delete has landed, counted from $what',
    async (row) => {
      await using kit = await openTestStore();
      const migration = await kit.migrate();
      const { jobs, id } = await kit.store.write((tx) =>
        startRun(tx, migration, { kind: 'rollback', isDryRun: row.isDryRun, isForced: false }, [], NOW),
      );
      const job = BatchJob.strip().parse(jobs[0]);
      const heldAt = NOW_MS + row.aheadMs;
      await kit.store.write((tx) => claimBatch(tx, job, lease('me', heldAt)));
      const release = { owner: 'me', nowMs: heldAt, notBeforeMs: heldAt, costsAttempt: false };
      await kit.store.write((tx) => releaseBatch(tx, job, release));
      await kit.store.write((tx) => cancelRun(tx, id, { nowMs: NOW_MS, settleMs: 60_000 }));
      const stateAt = async (nowMs: number) => {
        await endStoppedRuns(kit.store, { nowMs, settleMs: 60_000 });
        return (await findRun(kit.store.read, id))?.state;
      };

      expect([await stateAt(NOW_MS + 50_000), await stateAt(NOW_MS + 61_000)]).toEqual(row.states);
    },
  );

  test('looking after a cancelled run takes nobody the turn to write before it can end', async () => {
    await using kit = await openTestStore();
    const { job, store } = await beginInventory(kit);
    await kit.store.write((tx) => claimBatch(tx, job, lease('alive')));
    await store.write((tx) => leaveIntent(tx, { entityType: 'folder', sourceId: '1' }));
    await kit.store.write((tx) => cancelRun(tx, job.runId, { nowMs: NOW_MS, settleMs: 60_000 }));
    let writes = 0;
    const counted: Store = {
      ...kit.store,
      write: (act) => {
        writes += 1;
        return kit.store.write(act);
      },
    };
    const lookAt = async (nowMs: number): Promise<number> => {
      await endStoppedRuns(counted, { nowMs, settleMs: 60_000 });
      return writes;
    };

    const whileHeld = await lookAt(NOW_MS + 5_000);
    const whileItMayLand = await lookAt(NOW_MS + 50_000);
    await lookAt(NOW_MS + 90_000);
    await lookAt(NOW_MS + 200_000);

    expect([whileHeld, whileItMayLand]).toEqual([0, 0]);
    expect((await findRun(kit.store.read, job.runId))?.state).toBe('cancelled');
  });

  test('only doubts that are too long are written anew', async () => {
    await using kit = await openTestStore();
    const { store } = await beginInventory(kit);
    await store.write((tx) => leaveIntent(tx, { entityType: 'folder', sourceId: '1' }));
    await store.write((tx) => doubtOrphans(tx, NOW_MS + 90_000));
    let writes = 0;
    const counted: RunStore = {
      read: store.read,
      write: (act) => {
        writes += 1;
        return store.write(act);
      },
    };

    await boundLongDoubts(counted, NOW_MS + 90_000);
    const before = writes;
    await boundLongDoubts(counted, NOW_MS + 60_000);

    expect([before, writes]).toEqual([0, 1]);
    expect(await findLatestDoubt(store.read)).toBe(NOW_MS + 60_000);
  });
}
