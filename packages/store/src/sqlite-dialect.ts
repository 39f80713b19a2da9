import { setTimeout as delay } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import {
  type Dialect,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
} from 'kysely';
import { groupCommits, type Pace } from './group-commits.ts';
import { guardTransactions } from './guard-transactions.ts';
import { StateInTextCompiler } from './query-compiler.ts';
import { StoreError, type StoreErrorCode } from './store-error.ts';

const LOCK_WAIT_LIMIT_MS = 60_000;

export type SqliteOptions = {
  readonly isReadOnly: boolean;
  readonly pace?: Pace;
};

/**
 * better-sqlite3 behind Kysely. Takes the write lock at `begin` and waits for it asynchronously: waiting inside SQLite
 * blocks the event loop, and a blocked worker loses its queue lock and runs its job twice.
 */
export function createSqliteDialect(path: string, { isReadOnly, pace = atOnce }: SqliteOptions): Dialect {
  return {
    createAdapter: isReadOnly ? () => new SqliteAdapter() : createTurnlessAdapter,
    createDriver: () => {
      const driver = createDriver(path, isReadOnly);
      return isReadOnly ? driver : guardTransactions(groupCommits(driver, pace));
    },
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new StateInTextCompiler(),
  };
}

/** Lets all callers ask for the connection at once. `groupCommits` gives out the turns, because it has to know who waits. */
export const createTurnlessAdapter = (): SqliteAdapter =>
  Object.defineProperty(new SqliteAdapter(), 'supportsMultipleConnections', { value: true });

const atOnce: Pace = async () => undefined;

function createDriver(path: string, isReadOnly: boolean): Driver {
  let database: BetterSqlite.Database | undefined;
  const inner = new SqliteDriver({
    database: async () => {
      database = await openDatabase(path, isReadOnly);
      return cacheStatements(database);
    },
  });
  return {
    init: () => inner.init(),
    acquireConnection: () => inner.acquireConnection(),
    beginTransaction: async (connection) => {
      if (isReadOnly) return inner.beginTransaction(connection);
      // A transaction that could not be rolled back when it failed, because the disk refused the write.
      if (database?.inTransaction) await inner.rollbackTransaction(connection);
      if (!database) throw new Error('The database is not open');
      return beginWriting(database);
    },
    commitTransaction: (connection) => inner.commitTransaction(connection),
    // On a full disk SQLite has rolled back already, or cannot roll back at all. Either way the caller gets the error
    // that made the transaction fail.
    rollbackTransaction: async (connection) => {
      if (database?.inTransaction) await inner.rollbackTransaction(connection).catch(() => undefined);
    },
    releaseConnection: () => inner.releaseConnection(),
    destroy: () => inner.destroy(),
  };
}

/**
 * Length of the log, in pages of 4 KB, at which a commit moves it into the database unless `openLogMover` has done so
 * before. The longer the log, the more writes to the same page are moved as one.
 */
const LOG_PAGES = 16_000;

async function openDatabase(path: string, isReadOnly: boolean) {
  const database = openFile(path, isReadOnly);
  try {
    if (!isReadOnly) {
      const mode = await whileBusy(() =>
        inOurWords(() => database.pragma('journal_mode = WAL', { simple: true }), path),
      );
      // Where SQLite cannot switch to the write-ahead log it keeps the old mode without an error.
      if (mode !== 'wal') throw new StoreError('not_wal', { path });
      // Commits still reach the disk before `Store.write` resolves: see `openLogSync`.
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      database.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
    }
    database.pragma('cache_size = -4000');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const openFile = (path: string, isReadOnly: boolean): BetterSqlite.Database =>
  inOurWords(() => new BetterSqlite(path, { readonly: isReadOnly, timeout: isReadOnly ? 1_000 : 0 }), path);

const CACHED_STATEMENTS = 256;

/** Prepares each statement text once: preparing costs more than running the short statements of this store. */
function cacheStatements(database: BetterSqlite.Database): SqliteDatabase {
  const statements = new Map<string, BetterSqlite.Statement>();
  const prepare = (text: string): BetterSqlite.Statement => {
    const statement = statements.get(text) ?? database.prepare(text);
    statements.delete(text);
    statements.set(text, statement);
    const [oldest] = statements.keys();
    if (statements.size > CACHED_STATEMENTS && oldest !== undefined) statements.delete(oldest);
    return statement;
  };
  return {
    close: () => database.close(),
    prepare: (text) => {
      const statement = inOurWords(() => prepare(text));
      return {
        reader: statement.reader,
        all: (parameters) => inOurWords(() => statement.all(parameters)),
        run: (parameters) => inOurWords(() => statement.run(parameters)),
        // An iteration keeps its statement busy, so it gets a statement of its own.
        iterate: (parameters) => database.prepare(text).iterate(parameters),
      };
    },
  };
}

/**
 * Begins a transaction without Kysely, which would make each attempt several times as expensive while the
 * lock is taken.
 */
async function beginWriting(database: BetterSqlite.Database): Promise<void> {
  const begin = database.prepare('begin immediate');
  await whileBusy(() => inOurWords(() => begin.run()));
}

async function whileBusy<Result>(act: () => Result | Promise<Result>): Promise<Result> {
  const deadline = Date.now() + LOCK_WAIT_LIMIT_MS;
  for (let wait = 1; ; wait = Math.min(wait * 2, 25)) {
    try {
      return await act();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      await delay(wait + Math.random() * wait);
    }
  }
}

const isBusy = (error: unknown): boolean => error instanceof StoreError && error.code === 'busy';

/** Turns SQLite errors that any statement can meet into a `StoreError`, so that no other file knows SQLite's codes. */
function inOurWords<Result>(act: () => Result, path?: string): Result {
  try {
    return act();
  } catch (error) {
    const code = error instanceof BetterSqlite.SqliteError ? toCode(error.code) : undefined;
    throw code === undefined ? error : new StoreError(code, { cause: error, path });
  }
}

const CODES: readonly (readonly [sqlite: string, ours: StoreErrorCode])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_IOERR', 'io'],
  // The write-ahead log, or its index file, could not be created.
  ['SQLITE_CANTOPEN', 'io'],
  ['SQLITE_READONLY', 'io'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
];

/** Extended codes begin with the plain code. */
const toCode = (code: string): StoreErrorCode | undefined =>
  CODES.find(([sqlite]) => code.startsWith(sqlite))?.[1];
