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

/** Reads outside a transaction. A writer can read too, so every query that only reads takes a `Reader`. */
export type Reader = Pick<Kysely<Database>, 'selectFrom' | 'executeQuery' | 'withoutPlugins'>;
/** Writes. Exists only inside `Store.write` and refuses every query after its end. */
export type Writer = Transaction<Database>;

export type Store = AsyncDisposable & {
  readonly read: Reader;
  /**
   * Rejects when the disk fails to take what was written. The operating system may then drop those bytes and report the
   * next write as a success, so this store writes nothing any more. Another process finds what really is on the disk.
   */
  readonly lost: Promise<never>;
  /**
   * Runs `act` in one transaction, which is rolled back when `act` throws. What `act` wrote is on the disk when this
   * resolves: a power cut does not undo it, so a request may be sent that depends on it.
   *
   * **Writes go one at a time**, across all processes. Each holds the write lock of the whole store from its start, so
   * what it reads does not change until its end, and a decision based on it (this batch is free, the next number is 7)
   * still holds when it is written. A database without such a lock has to be made to behave like this.
   *
   * `act` has to await every query of `tx`: later queries are refused.
   */
  write<Result>(act: (tx: Writer) => Promise<Result>): Promise<Result>;
};

/** The database file of a data directory. An operator may read it while a run is under way. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'z2q.db');

export type StoreOptions = {
  /** Replaces the operating system's sync, for tests. */
  readonly syncFile?: SyncFile;
};

/**
 * Opens the store of a directory. Creates the directory and the database if needed and brings the tables up to date.
 * Any number of processes may do so at once.
 */
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
  // Transactions that begin while a sync is under way have to wait for the next sync anyway, so they join one group.
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

/**
 * Creates an empty file that only its owner may read; SQLite gives its other files the same mode. An existing file is
 * not even opened: closing it would drop the file locks of this process.
 */
async function makeFile(path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
