import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { databaseFile, openStore } from '../store.ts';
import { syncDirectory } from '../sync-directory.ts';
import { lookFirst } from '../tables/look-first.ts';
import { countOpened } from '../tables/store-state.ts';
import { RestoreError } from './restore-error.ts';

export type Restoring = {
  readonly dataDir: string;
  /** The backup. */
  readonly file: string;
  /** Also over a database that knows more, or that cannot be read. */
  readonly isForced: boolean;
  readonly now: Date;
};

export type Restored = {
  readonly database: string;
  /** Where the database that was there is now; null: there was none. */
  readonly setAside: string | null;
};

/**
 * Puts a backup in place of the database, which is set aside. Its migrations look for every record on the target before
 * they create it, since the backup does not know what was created after it.
 * @throws {RestoreError}
 */
export async function restoreStore(restoring: Restoring): Promise<Restored> {
  const { dataDir, file, now } = restoring;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const place = await mkdtemp(join(dataDir, '.restore-'));
  try {
    const opened = await prepare(place, file, now);
    const setAside = await setDatabaseAside(restoring, opened);
    await rename(databaseFile(place), databaseFile(dataDir));
    await syncDirectory(dataDir);
    return { database: databaseFile(dataDir), setAside };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** @returns how often the backup's database had been opened. */
async function prepare(place: string, file: string, now: Date): Promise<number> {
  await copyFile(file, databaseFile(place)).catch((error: unknown) => {
    throw new RestoreError(`${file} cannot be read`, { code: 'unusable', cause: error });
  });
  checkIntegrity(databaseFile(place), file);
  await using store = await openStore(place).catch((error: unknown) => {
    throw new RestoreError(error instanceof Error ? error.message : String(error), {
      code: 'unusable',
      cause: error,
    });
  });
  await store.write((tx) => lookFirst(tx, now.getTime()));
  // This opening does not count.
  return (await countOpened(store.read)) - 1;
}

function checkIntegrity(path: string, file: string): void {
  try {
    using database = opened(path);
    const hasSchema = database.prepare("select 1 from sqlite_master where name = 'schema_version'").get();
    if (!hasSchema) throw new Error('it is no database of z2q');
    const found = database.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') throw new Error(String(found));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RestoreError(`${file} is no backup that can be restored: ${why}`, {
      code: 'unusable',
      cause: error,
    });
  }
}

const opened = (path: string): BetterSqlite.Database & Disposable => {
  const database = new BetterSqlite(path, { timeout: 0, fileMustExist: true });
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() });
};

async function setDatabaseAside(
  { dataDir, isForced, now }: Restoring,
  opened: number,
): Promise<string | null> {
  const path = databaseFile(dataDir);
  if (!existsSync(path)) return null;
  const known = takeOver(path);
  if (!isForced && (known === undefined || known > opened))
    throw new RestoreError(
      known === undefined
        ? `${path} cannot be read, so nobody can say whether it knows more than the backup`
        : `${path} has been used since the backup was made, and knows more`,
      { code: 'newer' },
    );
  const aside = `${path}.before-restore-${now.toISOString().replace(/[:.]/g, '-')}`;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) await rename(path + suffix, aside + suffix);
  return aside;
}

/**
 * Folds the log into the database, which only the one process can that has it open.
 * @returns how often it was opened; undefined when it cannot be read.
 */
function takeOver(path: string): number | undefined {
  try {
    using database = opened(path);
    database.pragma('journal_mode = delete');
    const row = database.prepare("select value from store_state where name = 'opened'").get();
    return (row as { readonly value: number } | undefined)?.value ?? 0;
  } catch (error) {
    const code = error instanceof BetterSqlite.SqliteError ? error.code : '';
    if (code.startsWith('SQLITE_BUSY'))
      throw new RestoreError(`Processes have ${path} open: stop them first`, {
        code: 'in_use',
        cause: error,
      });
    return undefined;
  }
}
