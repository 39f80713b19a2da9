import type { BatchJob } from '@z2q/contracts';
import { expect, test } from 'vitest';
import type { RunStore } from '../in-run.ts';
import { completeBatch } from '../orchestration/complete-batch.ts';
import { splitBatch } from '../orchestration/split-batch.ts';
import { type Batch, countEarlier, type NewBatch } from '../tables/batches.ts';
import { claimBatch, LEASE_MS } from '../tables/leases.ts';
import { listStages } from '../tables/stages.ts';
import { NOW, NOW_MS, type OpenTestStore, type TestStore } from './open-test-store.ts';

const WORKER = { owner: 'me', nowMs: NOW_MS, leaseMs: LEASE_MS };

const MINE = { owner: 'me', now: NOW };

const STAGE = 'validate/attachment';

const records = (...ids: readonly string[]): NewBatch => ({ stage: STAGE, kind: 'records', ids });

const finish: NewBatch = { stage: STAGE, kind: 'finish', params: { after: '9' } };

type Work = {
  readonly kit: TestStore;
  readonly store: RunStore;
  /** Takes up the batch with this number. */
  take(batch: number): Promise<Batch>;
  complete(batch: Batch, handOn?: readonly NewBatch[]): Promise<readonly BatchJob[]>;
  /** Kinds of all batches, in order. */
  listKinds(): Promise<readonly string[]>;
  findState(): Promise<string | undefined>;
};

/** Validation of files whose first batch has planned these batches. */
async function plan(kit: TestStore, planned: readonly NewBatch[]): Promise<Work> {
  const migration = await kit.migrate();
  const { id, jobs, store } = await kit.begin(migration, ['validate']);
  const { phase, entityType } = jobs.find((job) => job.entityType === 'attachment') as BatchJob;
  const complete: Work['complete'] = (batch, handOn = []) =>
    store.write((tx) => completeBatch(tx, { batch, handOn, failedBefore: 0, ...MINE }));
  const take: Work['take'] = async (batch) => {
    const job = { runId: id, phase, entityType, batch };
    const claimed = await kit.store.write((tx) => claimBatch(tx, job, WORKER));
    if (!claimed) throw new Error(`batch ${batch} is not due`);
    return claimed;
  };
  await complete(await take(0), planned);
  return {
    kit,
    store,
    take,
    complete,
    listKinds: async () => {
      const rows = await kit.store.read
        .selectFrom('entity_batch_state')
        .select('kind')
        .where('entity_type', '=', entityType)
        .orderBy('batch')
        .execute();
      return rows.map(({ kind }) => kind);
    },
    findState: async () => (await listStages(kit.store.read, id)).find((stage) => stage.key === STAGE)?.state,
  };
}

/** Tests the finish batch of a stage. */
export function registerFinishedStages(openTestStore: OpenTestStore): void {
  test('the last batch of a stage adds the one that it finishes with, and names it as work', async () => {
    await using kit = await openTestStore();
    const work = await plan(kit, [records('1')]);

    const jobs = await work.complete(await work.take(1));

    expect(await work.listKinds()).toEqual(['plan', 'records', 'finish']);
    expect(jobs).toMatchObject([{ entityType: 'attachment', batch: 2 }]);
    expect(await work.findState()).toBe('open');
  });

  test('a stage that is given nothing to do finishes too', async () => {
    await using kit = await openTestStore();

    const work = await plan(kit, []);

    expect(await work.listKinds()).toEqual(['plan', 'finish']);
  });

  test('of two batches worked on at once, the one that is done last adds the finish', async () => {
    await using kit = await openTestStore();
    const work = await plan(kit, [records('1'), records('2')]);
    const [one, other] = [await work.take(1), await work.take(2)];

    await Promise.all([work.complete(one), work.complete(other)]);

    expect(await work.listKinds()).toEqual(['plan', 'records', 'records', 'finish']);
  });

  test('a stage is done once its finish is, however many batches that takes', async () => {
    await using kit = await openTestStore();
    const work = await plan(kit, []);

    await work.complete(await work.take(1), [finish]);
    const between = await work.findState();
    await work.complete(await work.take(2));

    expect(between).toBe('open');
    expect(await work.findState()).toBe('done');
    expect(await work.listKinds()).toEqual(['plan', 'finish', 'finish']);
  });

  test('a stage that its finish sends back to work finishes again after it', async () => {
    await using kit = await openTestStore();
    const work = await plan(kit, []);
    await work.complete(await work.take(1), [records('1')]);

    await work.complete(await work.take(2));

    const again = await work.take(3);
    expect(again.kind).toBe('finish');
    expect(await countEarlier(kit.store.read, again)).toBe(1);
  });

  test('a batch that is split leaves its halves to be done first', async () => {
    await using kit = await openTestStore();
    const work = await plan(kit, [records('1', '2')]);
    const batch = await work.take(1);

    const split = { batch, attempts: 2, ...MINE };
    await work.store.write((tx) => splitBatch(tx, split));
    const whileHalved = await work.listKinds();
    await work.complete(await work.take(2));
    await work.complete(await work.take(3));

    expect(whileHalved).toEqual(['plan', 'records', 'records', 'records']);
    expect(await work.listKinds()).toEqual(['plan', 'records', 'records', 'records', 'finish']);
  });
}
