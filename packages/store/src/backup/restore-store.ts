import { existsSync } from 'node:fs';
import { access, copyFile, link, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { databaseFile, openStore } from '../store.ts';
import { syncDirectory } from '../sync-directory.ts';
import { lookFirst } from '../tables/look-first.ts';
import { RestoreError } from './restore-error.ts';
import { PREPARING, sweepRestores } from './sweep-restores.ts';

export type Restoring = {
  readonly dataDir: string;
  /** Path of the backup. */
  readonly file: string;
  /** Replace a database that is already there. */
  readonly isForced: boolean;
  readonly now: Date;
};

export type Restored = {
  readonly database: string;
  /** Where the replaced database was moved to; null when there was none. */
  readonly setAside: string | null;
};

/**
 * Replaces the database by a backup and sets the old database aside. Every migration in the backup then looks for a
 * record on the target before it creates it, because the backup does not know what was created after it was made.
 * @throws {RestoreError}
 */
export async function restoreStore(restoring: Restoring): Promise<Restored> {
  const { dataDir, file, isForced, now } = restoring;
  if (existsSync(databaseFile(dataDir)) && !isForced)
    throw new RestoreError(`${databaseFile(dataDir)} is there already`, { code: 'there_already' });
  await access(file).catch((error: unknown) => {
    throw unusable(`${file} cannot be read: ${messageOf(error)}`, error);
  });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await sweepRestores(dataDir, now.getTime());
  const place = await mkdtemp(join(dataDir, PREPARING));
  try {
    await prepare(place, file, now);
    const setAside = await setDatabaseAside(dataDir, now);
    await rename(databaseFile(place), databaseFile(dataDir));
    await syncDirectory(dataDir);
    return { database: databaseFile(dataDir), setAside };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function prepare(place: string, file: string, now: Date): Promise<void> {
  await copyFile(file, databaseFile(place)).catch((error: unknown) => {
    throw unusable(`${file} cannot be copied: ${messageOf(error)}`, error);
  });
  checkIntegrity(databaseFile(place), file);
  await using store = await openStore(place).catch((error: unknown) => {
    throw unusable(`${file} cannot be opened: ${messageOf(error)}`, error);
  });
  await store.write((tx) => lookFirst(tx, now.getTime()));
}

function checkIntegrity(path: string, file: string): void {
  try {
    using database = opened(path);
    const hasSchema = database.prepare("select 1 from sqlite_master where name = 'schema_version'").get();
    if (!hasSchema) throw new Error('it is no database of z2q');
    const found = database.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') throw new Error(String(found));
  } catch (error) {
    throw unusable(`${file} is no backup that can be restored: ${messageOf(error)}`, error);
  }
}

/** Messages of the operating system and of SQLite end with or without a full stop. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');

const unusable = (message: string, cause: unknown): RestoreError =>
  new RestoreError(message, { code: 'unusable', cause });

const opened = (path: string): BetterSqlite.Database & Disposable => {
  const database = new BetterSqlite(path, { timeout: 0, fileMustExist: true });
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() });
};

/**
 * The old database keeps its name until the backup takes it. Were the name free for a moment, a service that starts
 * then would create an empty database.
 */
async function setDatabaseAside(dataDir: string, now: Date): Promise<string | null> {
  const path = databaseFile(dataDir);
  if (!existsSync(path)) return null;
  takeOver(path);
  const aside = `${path}.before-restore-${now.toISOString().replace(/[:.]/g, '-')}`;
  // Not every file system has hard links.
  await link(path, aside).catch(() => rename(path, aside));
  for (const suffix of ['-wal', '-shm'])
    if (existsSync(path + suffix)) await rename(path + suffix, aside + suffix);
  return aside;
}

/**
 * Moves the write-ahead log into the database, which SQLite allows only while no other process has it open. A damaged
 * database is set aside without this.
 */
function takeOver(path: string): void {
  try {
    using database = opened(path);
    database.pragma('journal_mode = delete');
  } catch (error) {
    const code = error instanceof BetterSqlite.SqliteError ? error.code : '';
    if (!code.startsWith('SQLITE_BUSY')) return;
    throw new RestoreError(`Processes have ${path} open: stop them first`, { code: 'in_use', cause: error });
  }
}
