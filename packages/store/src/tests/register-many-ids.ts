import { expect, test } from 'vitest';
import { completeBatch } from '../orchestration/complete-batch.ts';
import { giveUpBatch } from '../orchestration/give-up-batch.ts';
import { splitBatch } from '../orchestration/split-batch.ts';
import type { NewBatch } from '../tables/batches.ts';
import { listDrafts } from '../tables/drafts.ts';
import { listDueBatches } from '../tables/due-batches.ts';
import { clearFailures, listFailed, pageFailures } from '../tables/failures.ts';
import { getMapped } from '../tables/id-map.ts';
import { claimBatch } from '../tables/leases.ts';
import { addRecords } from '../tables/records.ts';
import { listStaged } from '../tables/staged.ts';
import { NOW, NOW_MS, type OpenTestStore } from './open-test-store.ts';

/** More ids than the 32,766 variables of a statement. */
const IDS = Array.from({ length: 33_000 }, (_, index) => `${index}`);
const WORKER = { owner: 'me', nowMs: NOW_MS, leaseMs: 60_000 };
const MOVED = { owner: 'me', failedBefore: 0, now: NOW };
const BATCH: NewBatch = { stage: 'extract/test_execution', kind: 'records', ids: IDS };

/**
 * Tests a batch with more executions than a statement takes: those of one case, cycle and environment stay together.
 */
export function registerManyIds(openTestStore: OpenTestStore): void {
  async function claimed() {
    const kit = await openTestStore();
    const { jobs, store } = await kit.begin(await kit.migrate(), ['extract']);
    const claimNext = async () => {
      const [job = jobs[0]] = await listDueBatches(kit.store.read, ['extract'], NOW_MS, 1);
      const batch = job && (await kit.store.write((tx) => claimBatch(tx, job, WORKER)));
      if (!batch) throw new Error('no batch is due');
      return batch;
    };
    for (const handOn of [[], [BATCH]]) {
      const batch = await claimNext();
      await store.write((tx) => completeBatch(tx, { batch, handOn, ...MOVED }));
    }
    await store.write((tx) =>
      addRecords(
        tx,
        'test_execution',
        IDS.map((sourceId) => ({ sourceId, sourceKey: null })),
      ),
    );
    return { kit, store, batch: await claimNext() };
  }

  test('a batch of 33,000 executions of one test run is given up, and what failed of it is listed', async () => {
    const { kit, store, batch } = await claimed();
    await using _ = kit;
    const givenUp = {
      batch,
      owner: 'me',
      now: NOW,
      code: 'source_error',
      message: 'No',
      doubtUntilMs: 0,
    } as const;

    await store.write((tx) => giveUpBatch(tx, givenUp));

    const named = { phase: 'extract', entityType: 'test_execution', sourceIds: IDS } as const;
    const first = await pageFailures(store.read, named, 3, null);
    const next = await pageFailures(store.read, named, 1, 'extract|test_execution|10');
    expect(first.map(({ sourceId }) => sourceId)).toEqual(['0', '1', '10']);
    expect(next.map(({ sourceId }) => sourceId)).toEqual(['100']);
    expect((await listFailed(store.read, 'test_execution', IDS)).size).toBe(IDS.length);
    await store.write((tx) => clearFailures(tx, 'extract', 'test_execution', IDS));
    expect(await pageFailures(store.read, named, 1, null)).toEqual([]);
  });

  test('a batch of 33,000 executions is read, and cut in two', async () => {
    const { kit, store, batch } = await claimed();
    await using _ = kit;

    expect(await listStaged(store.read, 'test_execution', IDS)).toEqual([]);
    expect(await listDrafts(store.read, 'test_execution', IDS)).toEqual([]);
    expect((await getMapped(store.read, 'test_execution', IDS)).size).toBe(0);
    expect(await store.write((tx) => splitBatch(tx, { batch, attempts: 2, owner: 'me', now: NOW }))).toBe(
      true,
    );
  });
}
