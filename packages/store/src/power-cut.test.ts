import { copyFile, mkdtempDisposable, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SyncFile } from './log-sync.ts';
import { databaseFile, openStore, type Store } from './store.ts';
import { listWorkers, reportWorker } from './tables/workers.ts';

const aWorker = (id: string) => ({ service: 'loader', id, host: 'here', since: 'now', jobsInHand: 0 });
const report = (store: Store, id: string): Promise<void> =>
  store.write((tx) => reportWorker(tx, aWorker(id), 1));

/** A store that can be cut off from power: what is left is the log as far as it was last forced to the disk. */
async function openCuttable() {
  await using stack = new AsyncDisposableStack();
  const [dir, left] = [await openDir(stack), await openDir(stack)];
  let syncs = 0;
  let syncedBytes = 0;
  const syncFile: SyncFile = async (file) => {
    const { size } = await file.stat();
    await file.datasync();
    syncs += 1;
    syncedBytes = size;
  };
  const store = stack.use(await openStore(dir, { syncFile }));
  const owned = stack.move();
  return {
    store,
    syncs: () => syncs,
    cut: async (): Promise<Store> => {
      await copyFile(databaseFile(dir), databaseFile(left));
      const log = `${databaseFile(left)}-wal`;
      await copyFile(`${databaseFile(dir)}-wal`, log);
      await using file = await open(log, 'r+');
      await file.truncate(syncedBytes);
      return owned.use(await openStore(left));
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function openDir(stack: AsyncDisposableStack): Promise<string> {
  const dir = await mkdtempDisposable(join(tmpdir(), 'z2q-cut-'));
  stack.defer(dir.remove);
  return dir.path;
}

test('what a write has said is written is there after a power cut', async () => {
  await using kit = await openCuttable();
  await report(kit.store, 'earlier');
  await report(kit.store, 'last');

  const left = await kit.cut();

  expect((await listWorkers(left.read, 0)).map(({ id }) => id).toSorted()).toEqual(['earlier', 'last']);
});

test('writes that come together wait for the disk together', async () => {
  await using kit = await openCuttable();
  const ids = Array.from({ length: 100 }, (_, index) => `worker-${index}`);

  await Promise.all(ids.map((id) => report(kit.store, id)));
  const syncs = kit.syncs();
  const left = await kit.cut();

  expect(await listWorkers(left.read, 0)).toHaveLength(ids.length);
  expect(syncs).toBeGreaterThan(0);
  expect(syncs).toBeLessThan(ids.length / 2);
});

test('a disk that did not take one write is trusted with no other, since it would say of the next that all is well', async () => {
  await using stack = new AsyncDisposableStack();
  let isFailing = false;
  const syncFile: SyncFile = async (file) => {
    if (isFailing) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    await file.datasync();
  };
  const store = stack.use(await openStore(await openDir(stack), { syncFile }));

  isFailing = true;
  await expect(report(store, 'lost')).rejects.toMatchObject({ name: 'StoreError', code: 'io' });
  isFailing = false;

  await expect(report(store, 'after')).rejects.toMatchObject({ name: 'StoreError', code: 'io' });
  await expect(store.lost).rejects.toMatchObject({ name: 'StoreError', code: 'io' });
});
