import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Kysely, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Pace } from './group-commits.ts';
import { openLogSync, type SyncFile } from './log-sync.ts';
import { migrate } from './migrate.ts';
import { noteOpening } from './note-opening.ts';
import { createSqliteDialect, type SqliteOptions } from './sqlite-dialect.ts';

/** Reads outside a transaction. A writer reads too, so every query function takes a `Reader` where it only reads. */
export type Reader = Pick<Kysely<Database>, 'selectFrom' | 'withoutPlugins'>;
/** Writes; only had inside `Store.write`, and refuses every query when that is over. */
export type Writer = Transaction<Database>;

export type Store = AsyncDisposable & {
  readonly read: Reader;
  /**
   * Rejects when the disk has not taken what was written: it may have dropped it, and would say of the next write that all
   * is well. Nothing is written through this store any more; another process finds what is there.
   */
  readonly lost: Promise<never>;
  /**
   * Runs `act` in one transaction, rolled back when `act` throws. What it wrote is on the disk when this resolves, so that
   * a request may be sent on the strength of it: a power cut would not take it back.
   *
   * **Writes go one at a time**, those of all processes. Each holds the write lock of the whole store from its start, so
   * that what it reads stays as it is until its end, and what is decided on that (this batch is free, the next number is
   * 7) is still so when it is written. A database that does not lock like this by itself has to be made to.
   *
   * Every query of `tx` is waited for inside `act`: those that come after it are refused.
   */
  write<Result>(act: (tx: Writer) => Promise<Result>): Promise<Result>;
};

/** The one file that a store of this directory is; an operator may read it while a run is on. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'z2q.db');

export type StoreOptions = {
  /** In place of the system's way. */
  readonly syncFile?: SyncFile;
};

/** Opens the store of a directory, making both and bringing the tables up to date. Any number of processes may do so at once. */
export async function openStore(
  dataDir: string,
  { syncFile = (file) => file.datasync() }: StoreOptions = {},
): Promise<Store> {
  await using stack = new AsyncDisposableStack();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = databaseFile(dataDir);
  await makeFile(path);
  const open = (options: SqliteOptions): Kysely<Database> =>
    stack.adopt(new Kysely<Database>({ dialect: createSqliteDialect(path, options) }), (db) => db.destroy());
  const log = stack.use(openLogSync(path, syncFile));
  // What is written while the disk is at work would have to wait for its next turn anyway.
  const pace: Pace = async () => {
    await nextTurn();
    await log.settled();
  };
  const writer = open({ isReadOnly: false, pace });
  await migrate(writer);
  const read = open({ isReadOnly: true });
  const owned = stack.move();
  const store: Store = {
    read,
    lost: log.lost,
    write: async (act) => {
      const result = await writer.transaction().execute(act);
      await log.sync();
      return result;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
  return noteOrClose(store, dataDir);
}

async function noteOrClose(store: Store, dataDir: string): Promise<Store> {
  try {
    await noteOpening(store, dataDir, Date.now());
    return store;
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

/** Empty, for its owner alone, where there is none; SQLite gives its other files the same mode. One that is there is not even opened: closing it would drop the locks of this process. */
async function makeFile(path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
