import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createSharedSync } from './shared-sync.ts';
import { StoreError } from './store-error.ts';
import { syncDirectory } from './sync-directory.ts';

/** Forces to the disk what the system has of a file. */
export type SyncFile = (file: FileHandle, path: string) => Promise<void>;

export type LogSync = AsyncDisposable & {
  /** Resolves when everything that was committed before the call would survive a power cut. */
  readonly sync: () => Promise<void>;
  /** Resolves when nothing is on its way to the disk. */
  readonly settled: () => Promise<void>;
  /** Rejects when the disk has not taken something. */
  readonly lost: Promise<never>;
};

/**
 * Forces SQLite's write-ahead log to the disk beside SQLite. Its own way (`synchronous = FULL`) waits for the disk inside
 * each commit: with the write lock of all processes held, and the event loop of this one blocked. Here the lock is free
 * by then, and one turn serves every commit that waits for it.
 *
 * What was moved from the log into the database meanwhile is on the disk too: SQLite sees to that when it moves it.
 */
export function openLogSync(databasePath: string, syncFile: SyncFile): LogSync {
  let log: FileHandle | undefined;
  // The disk may have dropped what it did not take, and would say of the next turn that all is well.
  let fault: StoreError | undefined;
  const { promise: lost, reject } = Promise.withResolvers<never>();
  // Whoever writes hears of it as well.
  lost.catch(() => undefined);
  const { sync, settled } = createSharedSync(async () => {
    if (fault) throw fault;
    log ??= await openLog(databasePath);
    await syncFile(log, `${databasePath}-wal`).catch((error: unknown) => {
      fault = new StoreError('io', { cause: error });
      reject(fault);
      throw fault;
    });
  });
  return { sync, settled, lost, [Symbol.asyncDispose]: async () => log?.close() };
}

/** SQLite keeps the log while any connection is open, so this is the file for as long as the store is. */
async function openLog(databasePath: string): Promise<FileHandle> {
  const log = await open(`${databasePath}-wal`, 'r+');
  await syncDirectory(dirname(databasePath));
  return log;
}
