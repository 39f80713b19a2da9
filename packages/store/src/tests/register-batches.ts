import { BatchJob } from '@z2q/contracts';
import { expect, test } from 'vitest';
import type { RunStore } from '../in-run.ts';
import { cancelRun, endStoppedRuns, failRun } from '../orchestration/stop-run.ts';
import type { Store } from '../store.ts';
import { finishBatch, insertBatches, LeaseLostError } from '../tables/batches.ts';
import { listCounts } from '../tables/counts.ts';
import { listDueBatches } from '../tables/due-batches.ts';
import { doubtOrphans } from '../tables/intents.ts';
import { claimBatch, extendLease, releaseBatch } from '../tables/leases.ts';
import { listMeasures } from '../tables/measures.ts';
import { pauseRun } from '../tables/pauses.ts';
import { addRecords, markRecords } from '../tables/records.ts';
import { findRun } from '../tables/runs.ts';
import { boundLongDoubts, findLatestDoubt } from '../tables/unsettled.ts';
import { leaveIntent, NOW, NOW_MS, type OpenTestStore, type TestStore } from './open-test-store.ts';

const lease = (owner: string, nowMs = NOW_MS) => ({ owner, nowMs, leaseMs: 15_000 });

async function beginInventory(kit: TestStore): Promise<{ readonly job: BatchJob; readonly store: RunStore }> {
  const { jobs, store } = await kit.begin(await kit.migrate());
  const job = jobs.find((candidate) => candidate.phase === 'extract');
  if (!job) throw new Error('A run begins with its inventory');
  return { job: BatchJob.strip().parse(job), store };
}

const openInventory = async (kit: TestStore): Promise<BatchJob> => (await beginInventory(kit)).job;

/** Who may take a batch up, and when one is due. */
export function registerBatches(openTestStore: OpenTestStore): void {
  test('a batch is taken up by one worker alone while its lease lasts', async () => {
    await using kit = await openTestStore();
    const job = await openInventory(kit);

    const first = await kit.store.write((tx) => claimBatch(tx, job, lease('one')));
    const second = await kit.store.write((tx) => claimBatch(tx, job, lease('two')));
    const afterExpiry = await kit.store.write((tx) => claimBatch(tx, job, lease('two', NOW_MS + 15_001)));

    expect(first?.attempts).toBe(1);
    expect(second).toBeUndefined();
    expect(afterExpiry?.attempts).toBe(2);
  });

  test('who lost the lease cannot finish the batch, and nothing it wrote with it stays', async () => {
    await using kit = await openTestStore();
    const { job, store } = await beginInventory(kit);
    await kit.store.write((tx) => claimBatch(tx, job, lease('slow')));
    await kit.store.write((tx) => claimBatch(tx, job, lease('fast', NOW_MS + 15_001)));

    const late = store.write(async (tx) => {
      await addRecords(tx, 'test_case', [{ sourceId: '1', sourceKey: 'WEB-T1' }]);
      await finishBatch(tx, job, 'slow', NOW);
    });

    await expect(late).rejects.toBeInstanceOf(LeaseLostError);
    expect(await listCounts(store.read)).toEqual([]);
    expect(await kit.store.write((tx) => extendLease(tx, job, lease('slow')))).toBe(false);
  });

  test('a worker that died before the clock was set back an hour holds its batch no longer than any other', async () => {
    await using kit = await openTestStore();
    const job = await openInventory(kit);
    const later = NOW_MS + 3_600_000;
    await kit.store.write((tx) => claimBatch(tx, job, lease('dead', later)));
    const claimAt = (nowMs: number) => kit.store.write((tx) => claimBatch(tx, job, lease('other', nowMs)));

    const atOnce = await claimAt(NOW_MS);
    const afterALease = await claimAt(NOW_MS + 15_001);

    expect(atOnce).toBeUndefined();
    expect(afterALease).toMatchObject({ attempts: 2 });
  });

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

  test('a worker that lives when the clock is set back keeps its batch', async () => {
    await using kit = await openTestStore();
    const job = await openInventory(kit);
    await kit.store.write((tx) => claimBatch(tx, job, lease('alive', NOW_MS + 3_600_000)));

    const before = await kit.store.write((tx) => claimBatch(tx, job, lease('other')));
    const isOurs = await kit.store.write((tx) => extendLease(tx, job, lease('alive', NOW_MS + 10_000)));
    const after = await kit.store.write((tx) => claimBatch(tx, job, lease('other', NOW_MS + 15_001)));

    expect([before, isOurs, after]).toEqual([undefined, true, undefined]);
  });

  test('a batch that was handed back before the clock was set back an hour is due', async () => {
    await using kit = await openTestStore();
    const job = await openInventory(kit);
    const later = NOW_MS + 3_600_000;
    await kit.store.write((tx) => claimBatch(tx, job, lease('one', later)));
    const release = { ...lease('one', later), notBeforeMs: later + 1_000, costsAttempt: true };
    await kit.store.write((tx) => releaseBatch(tx, job, release));

    expect(await listDueBatches(kit.store.read, ['extract'], NOW_MS, 10)).toMatchObject([job]);
    expect(await listDueBatches(kit.store.read, ['extract'], later, 10)).toEqual([]);
  });

  test('a batch of a paused run is neither due nor taken up', async () => {
    await using kit = await openTestStore();
    const job = await openInventory(kit);

    await kit.store.write((tx) =>
      pauseRun(tx, job.runId, { reason: 'operator', recommendedAction: 'Resume', resumeAt: null }),
    );

    expect(await listDueBatches(kit.store.read, ['extract'], NOW_MS, 10)).toEqual([]);
    expect(await kit.store.write((tx) => claimBatch(tx, job, lease('one')))).toBeUndefined();
  });

  test('a batch handed back is due again when its time comes, and the attempt counts only where it should', async () => {
    await using kit = await openTestStore();
    const job = await openInventory(kit);
    await kit.store.write((tx) => claimBatch(tx, job, lease('one')));

    await kit.store.write((tx) =>
      releaseBatch(tx, job, { ...lease('one'), notBeforeMs: NOW_MS + 5_000, costsAttempt: false }),
    );

    expect(await listDueBatches(kit.store.read, ['extract'], NOW_MS + 4_999, 10)).toEqual([]);
    expect(await listDueBatches(kit.store.read, ['extract'], NOW_MS + 5_000, 10)).toMatchObject([job]);
    const again = await kit.store.write((tx) => claimBatch(tx, job, lease('two', NOW_MS + 5_000)));
    expect(again?.attempts).toBe(1);
  });

  test('a batch whose worker died is due once its lease is over', async () => {
    await using kit = await openTestStore();
    const job = await openInventory(kit);
    await kit.store.write((tx) => claimBatch(tx, job, lease('dead')));

    expect(await listDueBatches(kit.store.read, ['extract'], NOW_MS + 1, 10)).toEqual([]);
    expect(await listDueBatches(kit.store.read, ['extract'], NOW_MS + 15_001, 10)).toMatchObject([job]);
  });

  test('a batch that is taken over from a worker that was gone is counted for the report', async () => {
    await using kit = await openTestStore();
    const job = await openInventory(kit);
    await kit.store.write((tx) => claimBatch(tx, job, lease('dead')));
    const before = await listMeasures(kit.store.read, job.runId);

    await kit.store.write((tx) => claimBatch(tx, job, { ...lease('next'), nowMs: NOW_MS + 15_001 }));

    expect(before).toEqual([]);
    expect(await listMeasures(kit.store.read, job.runId)).toEqual([
      { measure: 'got_over', name: 'taken_over', value: 1 },
    ]);
  });

  test('batches of a sequential stage are due one at a time', async () => {
    await using kit = await openTestStore();
    const { id } = await kit.begin(await kit.migrate(), ['load']);
    await kit.store.write((tx) =>
      insertBatches(
        tx,
        id,
        [
          { stage: 'load/folder', kind: 'records', ids: ['1'] },
          { stage: 'load/folder', kind: 'records', ids: ['2'] },
        ],
        NOW,
      ),
    );
    await kit.store.write(
      async (tx) =>
        void (await tx
          .updateTable('run_stages')
          .set({ state: 'open' })
          .where('entity_type', '=', 'folder')
          .execute()),
    );

    const due = await listDueBatches(kit.store.read, ['load'], NOW_MS, 10);

    expect(due.filter((job) => job.entityType === 'folder').map((job) => job.batch)).toEqual([0]);
    expect(
      await kit.store.write((tx) =>
        claimBatch(tx, { runId: id, phase: 'load', entityType: 'folder', batch: 1 }, lease('one')),
      ),
    ).toBeUndefined();
  });

  test('while the first batch of a stage that goes in order waits for its time, none of the others is due', async () => {
    await using kit = await openTestStore();
    const { id } = await kit.begin(await kit.migrate(), ['load']);
    const folder = (batch: number) => ({ runId: id, phase: 'load', entityType: 'folder', batch }) as const;
    await kit.store.write(async (tx) => {
      const ids = ['1', '2'];
      await insertBatches(
        tx,
        id,
        ids.map((one) => ({ stage: 'load/folder', kind: 'records', ids: [one] })),
        NOW,
      );
      await tx.updateTable('run_stages').set({ state: 'open' }).where('entity_type', '=', 'folder').execute();
      await claimBatch(tx, folder(0), lease('one'));
      await releaseBatch(tx, folder(0), {
        ...lease('one'),
        notBeforeMs: NOW_MS + 5_000,
        costsAttempt: false,
      });
    });
    const dueAt = async (nowMs: number) =>
      (await listDueBatches(kit.store.read, ['load'], nowMs, 10))
        .filter(({ entityType }) => entityType === 'folder')
        .map(({ batch }) => batch);

    expect(await dueAt(NOW_MS + 4_999)).toEqual([]);
    expect(await dueAt(NOW_MS + 5_000)).toEqual([0]);
  });

  test('a record is counted once, however often it is added and marked', async () => {
    await using kit = await openTestStore();
    const { store } = await beginInventory(kit);
    const records = [
      { sourceId: '1', sourceKey: 'WEB-T1' },
      { sourceId: '2', sourceKey: 'WEB-T2' },
    ];

    for (let time = 0; time < 3; time += 1) {
      await store.write(async (tx) => {
        await addRecords(tx, 'test_case', records);
        await markRecords(tx, 'test_case', 'loaded', ['1', '2', 'unknown']);
      });
    }

    expect(await listCounts(store.read)).toMatchObject([{ entityType: 'test_case', source: 2, loaded: 2 }]);
  });
}
