import { setTimeout as delay } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { guardTransactions } from './guard-transactions.ts';
import { StoreError } from './store-error.ts';

const LOCK_WAIT_LIMIT_MS = 60_000;

/**
 * better-sqlite3 behind Kysely, with write locks taken at `begin` and waited for asynchronously: a wait inside SQLite
 * would block the event loop, and a blocked worker loses its queue lock and runs its job twice.
 */
export function createSqliteDialect(path: string, options: { readonly isReadOnly: boolean }): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => guardTransactions(createDriver(path, options.isReadOnly)),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

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
    beginTransaction: (connection) =>
      isReadOnly ? inner.beginTransaction(connection) : beginWriting(connection),
    commitTransaction: (connection) => inner.commitTransaction(connection),
    // A full disk has rolled back already; a second one would fail, and that failure be told in place of the first.
    rollbackTransaction: async (connection) => {
      if (database?.inTransaction) await inner.rollbackTransaction(connection);
    },
    releaseConnection: () => inner.releaseConnection(),
    destroy: () => inner.destroy(),
  };
}

async function openDatabase(path: string, isReadOnly: boolean) {
  const database = new BetterSqlite(path, { readonly: isReadOnly, timeout: isReadOnly ? 1_000 : 0 });
  if (!isReadOnly) {
    await whileBusy(() => inOurWords(() => database.pragma('journal_mode = WAL')));
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
  }
  database.pragma('cache_size = -16000');
  return database;
}

const CACHED_STATEMENTS = 256;

/** Prepares each text once: preparing costs more than running for the short statements this store is made of. */
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
      const statement = prepare(text);
      return {
        reader: statement.reader,
        all: (parameters) => inOurWords(() => statement.all(parameters)),
        run: (parameters) => inOurWords(() => statement.run(parameters)),
        // An iteration keeps its statement busy, so it has one of its own.
        iterate: (parameters) => database.prepare(text).iterate(parameters),
      };
    },
  };
}

async function beginWriting(connection: DatabaseConnection): Promise<void> {
  await whileBusy(() => connection.executeQuery(CompiledQuery.raw('begin immediate')));
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

/** Tells what may happen to any statement in the store's words, so that nobody else knows SQLite's. */
function inOurWords<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    const code = error instanceof BetterSqlite.SqliteError ? error.code : '';
    if (code === 'SQLITE_FULL') throw new StoreError('full', { cause: error });
    if (code.startsWith('SQLITE_BUSY')) throw new StoreError('busy', { cause: error });
    throw error;
  }
}
