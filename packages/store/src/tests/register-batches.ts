import type { BatchJob } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { finishBatch, insertBatches, LeaseLostError } from '../tables/batches.ts';
import { listCounts } from '../tables/counts.ts';
import { listDueBatches } from '../tables/due-batches.ts';
import { claimBatch, extendLease, releaseBatch } from '../tables/leases.ts';
import { listMeasures } from '../tables/measures.ts';
import { pauseRun } from '../tables/pauses.ts';
import { addRecords, markRecords } from '../tables/records.ts';
import { beginInventory, lease, NOW, NOW_MS, type OpenTestStore, type TestStore } from './open-test-store.ts';

const openInventory = async (kit: TestStore): Promise<BatchJob> => (await beginInventory(kit)).job;

/** Tests who may take up a batch, and when a batch is due. */
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
