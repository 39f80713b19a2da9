import { expect, test } from 'vitest';
import { insertBatches } from '../tables/batches.ts';
import { countInHand } from '../tables/in-hand.ts';
import { addRecords, markRecords } from '../tables/records.ts';
import {
  type BegunRun,
  NOW,
  NOW_MS,
  type OpenTestStore,
  saveMapped,
  type TestStore,
} from './open-test-store.ts';

const NAMES = ['1', '2', '3', '4'].map((sourceId) => ({ sourceId, sourceKey: null }));

/** Tests the counts of a batch that is being loaded. */
export function registerInHand(openTestStore: OpenTestStore): void {
  test('what is made of a batch in hand is seen before the batch is done, each record once', async () => {
    await using kit = await openTestStore();
    const run = await kit.begin(await kit.migrate());
    const hold = await addBatch(kit, run);
    const seen: (number | undefined)[] = [];
    const look = async () => seen.push((await countInHand(run.store.read)).get('test_case')?.created);

    await make(run, '1');
    await look();
    await hold('me', NOW_MS);
    await look();
    await make(run, '2');
    await look();
    await hold('another', NOW_MS + 60_000);
    await look();
    await run.store.write((tx) => markRecords(tx, 'test_case', 'loaded', ['1']));
    await run.store.write((tx) => markRecords(tx, 'test_case', 'failed', ['2']));
    await look();

    expect(seen).toEqual([undefined, 1, 2, 2, 0]);
  });
}

/** @returns a function that takes up the batch for an owner until a time. */
async function addBatch({ store }: TestStore, run: BegunRun) {
  await run.store.write(async (tx) => {
    await addRecords(tx, 'test_case', NAMES);
    const ids = NAMES.map(({ sourceId }) => sourceId);
    await insertBatches(tx, run.id, [{ stage: 'load/test_case', kind: 'records', ids }], NOW);
  });
  return (owner: string, until: number): Promise<unknown> =>
    store.write((tx) =>
      tx
        .updateTable('entity_batch_state')
        .set({ state: 'active', lease_owner: owner, lease_until: until })
        .where('run_id', '=', run.id)
        .where('phase', '=', 'load')
        .where('entity_type', '=', 'test_case')
        .where('size', '=', NAMES.length)
        .execute(),
    );
}

const make = ({ store }: BegunRun, sourceId: string): Promise<void> =>
  store.write((tx) => saveMapped(tx, { entityType: 'test_case', sourceId }, { targetId: Number(sourceId) }));
