import {
  copyFile,
  mkdir,
  mkdtempDisposable,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inMigration } from '../in-run.ts';
import { databaseFile, openStore, type Store } from '../store.ts';
import { findLookFirst } from '../tables/look-first.ts';
import type { Migration } from '../tables/migrations.ts';
import { listWorkers, reportWorker } from '../tables/workers.ts';
import { openTestStore } from '../tests/open-test-store.ts';
import { backUpStore } from './back-up-store.ts';
import { restoreStore } from './restore-store.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');

/** A store with a migration, a file to back it up to, and a directory to restore into. */
async function openBackedUp() {
  await using stack = new AsyncDisposableStack();
  const kit = stack.use(await openTestStore());
  const dir = await mkdtempDisposable(join(tmpdir(), 'z2q-backup-'));
  stack.defer(dir.remove);
  const migration = await kit.migrate();
  const file = join(dir.path, 'backup.db');
  const owned = stack.move();
  return {
    ...kit,
    migration,
    file,
    dir: dir.path,
    backUp: () => backUpStore(kit.dataDir, file),
    restore: (dataDir: string, isForced = false) => restoreStore({ dataDir, file, isForced, now: NOW }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const lookFirstOf = (store: Store, { id }: Migration) => findLookFirst(inMigration(store.read, id));
const write = (store: Store, id: string) =>
  store.write((tx) => reportWorker(tx, { service: 's', id, host: 'h', since: 't', jobsInHand: 0 }, 1));

test('a backup made while others write is whole, and is for its owner alone', async () => {
  await using kit = await openBackedUp();
  await using other = await kit.openAgain();
  await write(kit.store, 'before');

  const [sizeBytes] = await Promise.all([
    kit.backUp(),
    ...Array.from({ length: 50 }, (_, at) => write(at % 2 ? kit.store : other, `during-${at}`)),
  ]);
  await kit.restore(join(kit.dir, 'new'));
  await using restored = await openStore(join(kit.dir, 'new'));

  const file = await stat(kit.file);
  expect(file.size).toBe(sizeBytes);
  expect(file.mode & 0o777).toBe(0o600);
  expect((await listWorkers(restored.read, 0)).map(({ id }) => id)).toContain('before');
});

test('a backup overwrites nothing', async () => {
  await using kit = await openBackedUp();
  await writeFile(kit.file, 'precious');

  await expect(kit.backUp()).rejects.toMatchObject({ code: 'EEXIST' });

  expect(await readFile(kit.file, 'utf8')).toBe('precious');
});

test('the migrations of a restored database look before they create', async () => {
  await using kit = await openBackedUp();
  await kit.backUp();

  await kit.restore(join(kit.dir, 'new'));
  await using restored = await openStore(join(kit.dir, 'new'));

  expect(await lookFirstOf(restored, kit.migration)).toBe(NOW.getTime());
  expect(await lookFirstOf(kit.store, kit.migration)).toBeNull();
});

test('a database that is copied back by hand is known to be an older one', async () => {
  await using kit = await openBackedUp();
  await kit.backUp();
  await kit.store[Symbol.asyncDispose]();
  await (await kit.openAgain())[Symbol.asyncDispose]();
  await copyFile(kit.file, databaseFile(kit.dataDir));

  await using older = await kit.openAgain();
  await using again = await kit.openAgain();

  expect(await lookFirstOf(older, kit.migration)).not.toBeNull();
  expect(await lookFirstOf(again, kit.migration)).toBe(await lookFirstOf(older, kit.migration));
});

test('nothing is restored while a process has the database open', async () => {
  await using kit = await openBackedUp();
  await kit.backUp();

  await expect(kit.restore(kit.dataDir, true)).rejects.toMatchObject({ code: 'in_use' });

  expect((await readdir(kit.dataDir)).filter((name) => name.includes('restore'))).toEqual([]);
});

test('a database that is there is replaced by force alone, and kept', async () => {
  await using kit = await openBackedUp();
  await kit.backUp();
  await write(kit.store, 'later');
  await kit.store[Symbol.asyncDispose]();

  await expect(kit.restore(kit.dataDir)).rejects.toMatchObject({ code: 'there_already' });
  const { setAside } = await kit.restore(kit.dataDir, true);
  await using restored = await kit.openAgain();

  expect(await listWorkers(restored.read, 0)).toEqual([]);
  expect(await lookFirstOf(restored, kit.migration)).not.toBeNull();
  expect(setAside).toContain('z2q.db.before-restore-2026-11-22T12-00-00-000Z');
  const aside = join(kit.dir, 'aside');
  await restoreStore({ dataDir: aside, file: setAside ?? '', isForced: false, now: NOW });
  await using kept = await openStore(aside);
  expect((await listWorkers(kept.read, 0)).map(({ id }) => id)).toEqual(['later']);
});

test('a database that is damaged is replaced by force, and kept as it is', async () => {
  await using kit = await openBackedUp();
  await kit.backUp();
  await kit.store[Symbol.asyncDispose]();
  await writeFile(databaseFile(kit.dataDir), 'damaged');

  await expect(kit.restore(kit.dataDir)).rejects.toMatchObject({ code: 'there_already' });
  const { setAside } = await kit.restore(kit.dataDir, true);
  await using restored = await kit.openAgain();

  expect(await lookFirstOf(restored, kit.migration)).not.toBeNull();
  expect(await readFile(setAside ?? '', 'utf8')).toBe('damaged');
});

test('a file that is not there is no backup, and not even a directory is made for it', async () => {
  await using kit = await openBackedUp();

  await expect(kit.restore(join(kit.dir, 'new'))).rejects.toMatchObject({
    code: 'unusable',
    message: expect.stringContaining(`${kit.file} cannot be read: ENOENT`),
  });

  expect(await readdir(kit.dir)).toEqual([]);
});

test.each([
  ['text', Buffer.from('no database at all'.repeat(1_000))],
  ['nothing', Buffer.alloc(0)],
])('a file that is %s is no backup, and nothing is changed by it', async (_, bytes) => {
  await using kit = await openBackedUp();
  await kit.store[Symbol.asyncDispose]();
  await writeFile(kit.file, bytes);
  const before = await readFile(databaseFile(kit.dataDir));

  await expect(kit.restore(kit.dataDir, true)).rejects.toMatchObject({ code: 'unusable' });

  expect(await readFile(databaseFile(kit.dataDir))).toEqual(before);
});

test('a backup that is cut short is no backup', async () => {
  await using kit = await openBackedUp();
  await kit.backUp();
  const whole = await readFile(kit.file);
  await rm(kit.file);
  await writeFile(kit.file, whole.subarray(0, whole.length - 8_192));

  await expect(kit.restore(join(kit.dir, 'new'))).rejects.toMatchObject({ code: 'unusable' });
});

test('what a restore that was ended has left is taken away by the next, what one is at work on is not', async () => {
  await using kit = await openBackedUp();
  await kit.backUp();
  const dataDir = join(kit.dir, 'new');
  const places = ['.restore-ended', '.restore-at-work', 'attachments'];
  for (const name of places) {
    await mkdir(join(dataDir, name), { recursive: true });
    await writeFile(join(dataDir, name, 'z2q.db'), 'half');
    await utimes(join(dataDir, name), 1, 1);
  }
  const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
  for (const [name, minutes] of [
    ['.restore-ended', 16],
    ['.restore-at-work', 14],
    ['attachments', 16],
  ] as const)
    await utimes(join(dataDir, name, 'z2q.db'), ago(minutes), ago(minutes));

  await kit.restore(dataDir);

  const left = await readdir(dataDir);
  expect(places.filter((name) => left.includes(name))).toEqual(['.restore-at-work', 'attachments']);
});
