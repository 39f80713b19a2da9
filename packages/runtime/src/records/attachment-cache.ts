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

/** Files by the SHA-256 of their content, so equal ones are kept once and a half-written one is never found. */
export type AttachmentCache = {
  /**
   * Keeps what `open` gives, which is asked for when there is a place to put it: bytes that nobody takes block others. The
   * file survives a power cut from then on, so that a row may name it.
   */
  put(open: () => Promise<Readable>, signal: AbortSignal): Promise<CachedFile>;
  has(file: CachedFile): Promise<boolean>;
  /** Whether the bytes are those that were kept. A file of others is taken away, so that it is fetched again. */
  check(file: CachedFile, signal: AbortSignal): Promise<boolean>;
  open(sha256: string): Readable;
  /** Takes away what downloads have left behind that nobody goes on with. */
  sweep(nowMs: number): Promise<void>;
};

/** A download that has brought nothing for so long is nobody's any more: its process has died. */
const ABANDONED_AFTER_MS = 15 * 60_000;

/** How bytes, and names in a directory, are forced to the disk. */
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

/** Keeps files in `{dataDir}/attachments`, streaming them in and out. @param disk in place of the system's way. */
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

/** Moves a file, whose bytes are on the disk, to its place there. */
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
