import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Writer } from '../store.ts';
import { listWorkers, reportWorker } from '../tables/workers.ts';
import type { OpenTestStore } from './open-test-store.ts';

const aWorker = (id: string) => ({
  service: 'loader',
  id,
  host: 'here',
  since: '2026-11-22T12:00:00.000Z',
  jobsInHand: 0,
});

/** Tests what a write promises: one at a time, completely or not at all, and nothing after its end. */
export function registerWrites(openTestStore: OpenTestStore): void {
  test('several processes write at once, and each waits for the lock without failing', async () => {
    await using kit = await openTestStore();
    await using other = await kit.openAgain();

    const writes = Array.from({ length: 200 }, (_, index) =>
      (index % 2 === 0 ? kit.store : other).write((tx) => reportWorker(tx, aWorker(`worker-${index}`), 1)),
    );
    await Promise.all(writes);

    expect(await listWorkers(kit.store.read, 0)).toHaveLength(200);
  });

  test('a transaction that throws leaves nothing behind', async () => {
    await using kit = await openTestStore();

    const failing = kit.store.write(async (tx) => {
      await reportWorker(tx, aWorker('half-done'), 1);
      throw new Error('in the middle');
    });

    await expect(failing).rejects.toThrow('in the middle');
    expect(await listWorkers(kit.store.read, 0)).toEqual([]);
  });

  test('of writes that come together one that throws takes nothing of the others with it', async () => {
    await using kit = await openTestStore();

    const writes = Array.from({ length: 30 }, (_, index) =>
      kit.store.write(async (tx) => {
        await reportWorker(tx, aWorker(`worker-${index}`), 1);
        if (index % 3 === 0) throw new Error(`${index} in the middle`);
      }),
    );
    const outcomes = await Promise.allSettled(writes);

    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    const kept = (await listWorkers(kit.store.read, 0)).map(({ id }) => Number(id.split('-')[1]));
    expect(kept).toHaveLength(20);
    expect(kept.filter((index) => index % 3 === 0)).toEqual([]);
  });

  test('a database of a newer release is refused with what to do', async () => {
    await using kit = await openTestStore();
    await kit.store.write((tx) => sql`insert into schema_version (version) values (999)`.execute(tx));

    await expect(kit.openAgain()).rejects.toThrow(/newer z2q.*another DATA_DIR/);
  });

  test('a transaction that is kept beyond its end takes no query any more', async () => {
    await using kit = await openTestStore();
    const kept = await kit.store.write(async (tx) => ({ tx }));

    const late = reportWorker(kept.tx, aWorker('late'), 1);

    await expect(late).rejects.toThrow('Transaction is already committed');
    expect(await listWorkers(kit.store.read, 0)).toEqual([]);
  });

  test('a query that nobody waits for is in the transaction or refused, never outside of it', async () => {
    await using kit = await openTestStore();
    const floating: Promise<unknown>[] = [];

    for (let ticks = 0; ticks < 10; ticks += 1) {
      const failing = kit.store.write(async (tx) => {
        floating.push(reportAfter(ticks, tx).catch((error: unknown) => error));
        throw new Error('nobody waited');
      });
      await expect(failing).rejects.toThrow('nobody waited');
    }
    const outcomes = await Promise.all(floating);

    expect(outcomes.filter((outcome) => outcome instanceof Error).length).toBeGreaterThan(0);
    expect(await listWorkers(kit.store.read, 0)).toEqual([]);
  });
}

/** Writes after this many microtasks, which may be in the middle of the end of a transaction. */
async function reportAfter(ticks: number, tx: Writer): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
  await reportWorker(tx, aWorker('late'), 1);
}
