import BetterSqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestStore } from './open-test-store.ts';
import { databaseFile, openStore, type Writer } from './store.ts';
import { listWorkers, reportWorker } from './tables/workers.ts';

const aWorker = (id: string) => ({
  service: 'loader',
  id,
  host: 'here',
  since: '2026-11-22T12:00:00.000Z',
  jobsInHand: 0,
});

test('several processes write at once, and each waits for the lock without failing', async () => {
  await using kit = await openTestStore();
  await using other = await openStore(kit.dataDir);

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

test('a database of a newer release is refused with what to do', async () => {
  await using kit = await openTestStore();
  const raw = new BetterSqlite(databaseFile(kit.dataDir));
  raw.prepare('insert into schema_version (version) values (999)').run();
  raw.close();

  await expect(openStore(kit.dataDir)).rejects.toThrow(/newer z2q.*another DATA_DIR/);
});

test('a disk without room is told in words of the store, and leaves the store as it was', async () => {
  await using kit = await openTestStore();
  const longId = 'x'.repeat(100_000);
  await kit.store.write((tx) => sql`pragma max_page_count = 1`.execute(tx));

  const filling = kit.store.write(async (tx) => {
    for (let index = 0; index < 100; index += 1) await reportWorker(tx, aWorker(`${longId}${index}`), 1);
  });

  await expect(filling).rejects.toMatchObject({ name: 'StoreError', code: 'full', recovery: 'retry' });
  expect(await listWorkers(kit.store.read, 0)).toEqual([]);
});

test('a transaction that is kept beyond its end takes no query any more', async () => {
  await using kit = await openTestStore();
  const kept = await kit.store.write(async (tx) => ({ tx }));

  const late = reportWorker(kept.tx, aWorker('late'), 1);

  await expect(late).rejects.toThrow('Transaction is already committed');
  expect(await listWorkers(kit.store.read, 0)).toEqual([]);
});

test('queries that nobody waits for are in the transaction or refused, never outside of it', async () => {
  await using kit = await openTestStore();
  const floating: Promise<PromiseSettledResult<void>[]>[] = [];
  const reportAll = (tx: Writer) =>
    Promise.allSettled(['1', '2', '3', '4', '5'].map((id) => reportWorker(tx, aWorker(id), 1)));

  const failing = kit.store.write(async (tx) => {
    floating.push(reportAll(tx));
    throw new Error('nobody waited');
  });
  await expect(failing).rejects.toThrow('nobody waited');
  const outcomes = (await Promise.all(floating)).flat();

  expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  expect(await listWorkers(kit.store.read, 0)).toEqual([]);
});
