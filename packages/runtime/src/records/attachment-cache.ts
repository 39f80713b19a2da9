import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syncDirectory } from '@z2q/store';

const OWNER_ONLY_DIR = 0o700;
const OWNER_ONLY_FILE = 0o600;

export type CachedFile = { readonly sha256: string; readonly sizeBytes: number };

/** Files named by the SHA-256 of their content, so that equal files are stored once and no half-written file is ever found. */
export type AttachmentCache = {
  /**
   * Stores the bytes of the stream that `open` returns. `open` is called only once they can be written, because an
   * unread answer blocks its connection. The file then survives a power cut, so a row may refer to it.
   */
  put(open: () => Promise<Readable>, signal: AbortSignal): Promise<CachedFile>;
  has(file: CachedFile): Promise<boolean>;
  /** Whether the stored bytes are intact. A damaged file is deleted, so that it is fetched again. */
  check(file: CachedFile, signal: AbortSignal): Promise<boolean>;
  open(sha256: string): Readable;
  /** Deletes files of abandoned downloads. */
  sweep(nowMs: number): Promise<void>;
};

/** A download that has received nothing for this long is abandoned: its process has died. */
const ABANDONED_AFTER_MS = 15 * 60_000;

/** Forces the bytes of a file, and the names in a directory, to the disk. */
export type Disk = {
  readonly syncFile: (path: string) => Promise<void>;
  readonly syncDirectory: (path: string) => Promise<void>;
};

const SYSTEM: Disk = {
  syncFile: async (path) => {
    const file = await open(path, 'r+');
    await file.datasync().finally(() => file.close());
  },
  syncDirectory,
};

/** Keeps files in `{dataDir}/attachments`, streaming them in and out. @param disk replaces the file system's sync, for tests. */
export function createAttachmentCache(dataDir: string, disk: Disk = SYSTEM): AttachmentCache {
  const root = join(dataDir, 'attachments');
  const arriving = join(root, 'incoming');
  const pathOf = (sha256: string): string => join(root, sha256.slice(0, 2), sha256);
  const has: AttachmentCache['has'] = async ({ sha256, sizeBytes }) => {
    const found = await stat(pathOf(sha256)).catch(() => undefined);
    return found?.size === sizeBytes;
  };
  return {
    put: async (open, signal) => {
      const incoming = join(arriving, randomUUID());
      await mkdir(arriving, { recursive: true, mode: OWNER_ONLY_DIR });
      try {
        const file = await writeHashed(await open(), incoming, signal, disk);
        await settle(incoming, pathOf(file.sha256), disk);
        return file;
      } finally {
        await rm(incoming, { force: true });
      }
    },
    has,
    check: async (file, signal) => {
      const isKept = (await has(file)) && (await hashOf(pathOf(file.sha256), signal)) === file.sha256;
      if (!isKept) await rm(pathOf(file.sha256), { force: true });
      return isKept;
    },
    open: (sha256) => createReadStream(pathOf(sha256)),
    sweep: async (nowMs) => {
      for (const name of await readdir(arriving).catch(() => [])) {
        const found = await stat(join(arriving, name)).catch(() => undefined);
        if (found && found.mtimeMs < nowMs - ABANDONED_AFTER_MS)
          await rm(join(arriving, name), { force: true });
      }
    },
  };
}

/** Moves a file, whose bytes are synced, to its final place. */
async function settle(from: string, to: string, { syncDirectory }: Disk): Promise<void> {
  const shard = dirname(to);
  if (await mkdir(shard, { recursive: true, mode: OWNER_ONLY_DIR })) await syncDirectory(dirname(shard));
  await rename(from, to);
  await syncDirectory(shard);
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}

async function writeHashed(
  content: Readable,
  path: string,
  signal: AbortSignal,
  { syncFile }: Disk,
): Promise<CachedFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(content, measure, createWriteStream(path, { mode: OWNER_ONLY_FILE }), { signal });
  await syncFile(path);
  return { sha256: hash.digest('hex'), sizeBytes };
}
