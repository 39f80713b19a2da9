import { expect, test } from 'vitest';
import { inRun } from '../in-run.ts';
import { findMapped } from '../tables/id-map.ts';

import { leaveIntent, type OpenTestStore } from './open-test-store.ts';

const intentOf = (sourceKey: string) => ({ entityType: 'test_case', sourceId: '1', sourceKey }) as const;

/** Tests that a store bound to a run has only the rows of that run and its migration. */
export function registerInRun(openTestStore: OpenTestStore): void {
  test('two runs that share a store, or a transaction, each have rows of their own', async () => {
    await using kit = await openTestStore();
    const [one, other] = [await kit.begin(await kit.migrate()), await kit.begin(await kit.migrate())];

    await one.store.write(async (tx) => {
      await leaveIntent(inRun(tx, other), intentOf('WEB-T2'));
      await leaveIntent(tx, intentOf('WEB-T1'));
    });

    const rows = [one, other].map(({ store }) => findMapped(store.read, 'test_case', '1'));
    expect(await Promise.all(rows)).toMatchObject([
      { sourceKey: 'WEB-T1', runId: one.id },
      { sourceKey: 'WEB-T2', runId: other.id },
    ]);
  });

  test("a run's transaction that is kept beyond its end takes no query any more", async () => {
    await using kit = await openTestStore();
    const { store } = await kit.begin(await kit.migrate());
    const kept = await store.write(async (tx) => ({ tx }));

    const late = leaveIntent(kept.tx, intentOf('WEB-T1'));

    await expect(late).rejects.toThrow('Transaction is already committed');
    expect(await findMapped(store.read, 'test_case', '1')).toBeUndefined();
  });
}
