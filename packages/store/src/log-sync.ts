import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createSharedSync } from './shared-sync.ts';
import { StoreError } from './store-error.ts';
import { syncDirectory } from './sync-directory.ts';

/** Forces the bytes of a file from the operating system's cache to the disk. */
export type SyncFile = (file: FileHandle, path: string) => Promise<void>;

export type LogSync = AsyncDisposable & {
  /** Resolves when everything committed before the call would survive a power cut. */
  readonly sync: () => Promise<void>;
  /** Resolves when no sync is under way. */
  readonly settled: () => Promise<void>;
  /** Rejects when a sync fails. */
  readonly lost: Promise<never>;
};

/**
 * Forces SQLite's write-ahead log to the disk, outside of SQLite. SQLite's own way (`synchronous = FULL`) waits for the
 * disk inside each commit, while it holds the write lock of all processes and blocks the event loop of this one. Here
 * the lock is already free, and one sync serves every commit that waits for it.
 *
 * Pages that were moved from the log into the database meanwhile are safe: SQLite syncs them when it moves them.
 */
export function openLogSync(databasePath: string, syncFile: SyncFile): LogSync {
  let log: FileHandle | undefined;
  // After a failed sync the operating system may drop the bytes and report the next sync as a success, so the fault is
  // kept.
  let fault: StoreError | undefined;
  const { promise: lost, reject } = Promise.withResolvers<never>();
  // Every writer gets the fault as well, so this rejection need not be handled.
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

/** SQLite keeps the log file while any connection is open, so the handle stays valid while the store is open. */
async function openLog(databasePath: string): Promise<FileHandle> {
  const log = await open(`${databasePath}-wal`, 'r+');
  await syncDirectory(dirname(databasePath));
  return log;
}
