import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const OWNER_ONLY_DIR = 0o700;
const OWNER_ONLY_FILE = 0o600;

export type CachedFile = { readonly sha256: string; readonly sizeBytes: number };

/** Files by the SHA-256 of their content, so equal ones are kept once and a half-written one is never found. */
export type AttachmentCache = {
  /** Keeps what `open` gives, which is asked for when there is a place to put it: bytes that nobody takes block others. */
  put(open: () => Promise<Readable>, signal: AbortSignal): Promise<CachedFile>;
  has(file: CachedFile): Promise<boolean>;
  open(sha256: string): Readable;
};

/** Keeps files in `{dataDir}/attachments`, streaming them in and out. */
export function createAttachmentCache(dataDir: string): AttachmentCache {
  const root = join(dataDir, 'attachments');
  const pathOf = (sha256: string): string => join(root, sha256.slice(0, 2), sha256);
  return {
    put: async (open, signal) => {
      const incoming = join(root, 'incoming', randomUUID());
      await mkdir(join(root, 'incoming'), { recursive: true, mode: OWNER_ONLY_DIR });
      try {
        const file = await writeHashed(await open(), incoming, signal);
        await mkdir(join(root, file.sha256.slice(0, 2)), { recursive: true, mode: OWNER_ONLY_DIR });
        await rename(incoming, pathOf(file.sha256));
        return file;
      } finally {
        await rm(incoming, { force: true });
      }
    },
    has: async ({ sha256, sizeBytes }) => {
      const found = await stat(pathOf(sha256)).catch(() => undefined);
      return found?.size === sizeBytes;
    },
    open: (sha256) => createReadStream(pathOf(sha256)),
  };
}

async function writeHashed(content: Readable, path: string, signal: AbortSignal): Promise<CachedFile> {
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
  return { sha256: hash.digest('hex'), sizeBytes };
}
