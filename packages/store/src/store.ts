import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';

/** Reads outside a transaction. A writer reads too, so every query function takes a `Reader` where it only reads. */
export type Reader = Pick<Kysely<Database>, 'selectFrom' | 'withoutPlugins'>;
/** Writes; only had inside `Store.write`, and refuses every query when that is over. */
export type Writer = Transaction<Database>;

export type Store = AsyncDisposable & {
  readonly read: Reader;
  /**
   * Runs `act` in one transaction, rolled back when `act` throws.
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

/** Opens the store of a directory, making both and bringing the tables up to date. Any number of processes may do so at once. */
export async function openStore(dataDir: string): Promise<Store> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = databaseFile(dataDir);
  await makeFile(path);
  const writer = new Kysely<Database>({ dialect: createSqliteDialect(path, { isReadOnly: false }) });
  try {
    await migrate(writer);
  } catch (error) {
    await writer.destroy();
    throw error;
  }
  const reader = new Kysely<Database>({ dialect: createSqliteDialect(path, { isReadOnly: true }) });
  return {
    read: reader,
    write: (act) => writer.transaction().execute(act),
    [Symbol.asyncDispose]: async () => {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** Empty, for its owner alone, where there is none; SQLite gives its other files the same mode. One that is there is not even opened: closing it would drop the locks of this process. */
async function makeFile(path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
