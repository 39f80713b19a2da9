import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAttachmentCache } from './attachment-cache.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'z2q-cache-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const { signal } = new AbortController();

test('a file is kept under the hash of its content and read back whole', async () => {
  const cache = createAttachmentCache(dataDir);

  const file = await cache.put(async () => Readable.from([Buffer.from('one '), Buffer.from('two')]), signal);

  expect(file).toEqual({ sha256: createHash('sha256').update('one two').digest('hex'), sizeBytes: 7 });
  expect((await buffer(cache.open(file.sha256))).toString()).toBe('one two');
  expect(await cache.has(file)).toBe(true);
});

test('a file is for the owner of the process alone', async () => {
  const cache = createAttachmentCache(dataDir);

  const { sha256 } = await cache.put(async () => Readable.from([Buffer.from('one')]), signal);

  const paths = ['', sha256.slice(0, 2), join(sha256.slice(0, 2), sha256)];
  const modes = await Promise.all(
    paths.map(async (path) => (await stat(join(dataDir, 'attachments', path))).mode & 0o777),
  );
  expect(modes).toEqual([0o700, 0o700, 0o600]);
});

test('the bytes of a file and its name are forced to the disk before anything may name it', async () => {
  const forced: string[] = [];
  const cache = createAttachmentCache(dataDir, {
    syncFile: async (path) => void forced.push(`${(await stat(path)).size} bytes`),
    syncDirectory: async (path) => {
      const names = await readdir(path);
      forced.push(`${relative(dataDir, path)}: ${names.filter((name) => name !== 'incoming').join()}`);
    },
  });

  const { sha256 } = await cache.put(async () => Readable.from([Buffer.from('kept')]), signal);

  const shard = sha256.slice(0, 2);
  expect(forced).toEqual(['4 bytes', `attachments: ${shard}`, `attachments/${shard}: ${sha256}`]);
});

test('an empty file is a file', async () => {
  const cache = createAttachmentCache(dataDir);

  const file = await cache.put(async () => Readable.from([]), signal);

  expect(file.sizeBytes).toBe(0);
  expect(await cache.has(file)).toBe(true);
});

test('a download that breaks off leaves nothing that could be taken for the file', async () => {
  const cache = createAttachmentCache(dataDir);
  const broken = new Readable({ read() {} });
  broken.push('half');

  const putting = cache.put(async () => {
    setImmediate(() => broken.destroy(new Error('connection reset')));
    return broken;
  }, signal);

  await expect(putting).rejects.toThrow('connection reset');
  expect(await readdir(join(dataDir, 'attachments', 'incoming'))).toEqual([]);
});

test('bytes are not asked for while there is no place to put them', async () => {
  await writeFile(join(dataDir, 'attachments'), 'no directory');
  const cache = createAttachmentCache(dataDir);
  let asked = 0;

  const putting = cache.put(async () => {
    asked += 1;
    return Readable.from([]);
  }, signal);

  await expect(putting).rejects.toMatchObject({ code: 'ENOTDIR' });
  expect(asked).toBe(0);
});

test('a file whose bytes have changed is told apart from its size and taken away', async () => {
  const cache = createAttachmentCache(dataDir);
  const file = await cache.put(async () => Readable.from([Buffer.from('as it came')]), signal);
  const before = await cache.check(file, signal);
  await writeFile(join(dataDir, 'attachments', file.sha256.slice(0, 2), file.sha256), 'as it is !');

  const hasSize = await cache.has(file);
  const after = await cache.check(file, signal);

  expect([before, hasSize, after]).toEqual([true, true, false]);
  expect(await cache.has(file)).toBe(false);
});

test('what a dead process was downloading is swept up, and what somebody is downloading is not', async () => {
  const cache = createAttachmentCache(dataDir);
  const incoming = join(dataDir, 'attachments', 'incoming');
  await mkdir(incoming, { recursive: true });
  for (const name of ['dead', 'alive']) await writeFile(join(incoming, name), 'half');
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(incoming, 'dead'), hourAgo, hourAgo);

  await cache.sweep(Date.now());

  expect(await readdir(incoming)).toEqual(['alive']);
});
