import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from './api-error.ts';

export type StoredFile = { readonly sha256: string; readonly sizeBytes: number };

/** Uploaded bytes, as files in a temporary folder named by their SHA-256. */
export type AttachmentFiles = {
  /** Throws 413 above the limit, after the rest of the body was read and discarded. */
  store(body: Readable, limitBytes: number): Promise<StoredFile>;
  open(sha256: string): ReadStream;
  close(): Promise<void>;
};

const openFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'qtest-sandbox-'));

export function createAttachmentFiles(): AttachmentFiles {
  let folder: Promise<string> | undefined;
  let openPath = '';
  let count = 0;
  return {
    async store(body, limitBytes) {
      folder ??= openFolder();
      const path = await folder;
      openPath = path;
      count += 1;
      const draft = join(path, `draft-${count}`);
      const file = await writeMeasured(body, draft, limitBytes);
      await rename(draft, join(path, file.sha256));
      return file;
    },
    open: (sha256) => createReadStream(join(openPath, sha256)),
    async close() {
      const path = await folder;
      if (path !== undefined) await rm(path, { recursive: true, force: true });
    },
  };
}

async function writeMeasured(body: Readable, path: string, limitBytes: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = createWriteStream(path);
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      hash.update(chunk);
      if (sizeBytes > limitBytes || file.write(chunk)) done();
      else file.once('drain', done);
    },
    final: (done) => void file.end(() => done()),
    destroy(error, done) {
      file.destroy();
      done(error);
    },
  });
  await pipeline(body, sink);
  if (sizeBytes > limitBytes) {
    await rm(path, { force: true });
    throw new ApiError(413, 'The file exceeds the maximum size.');
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}
