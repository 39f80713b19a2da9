import type { SQLOutputValue } from 'node:sqlite';
import BetterSqlite from 'better-sqlite3';

type Row = Record<string, SQLOutputValue>;

export type OpenDatabase = Disposable & {
  prepare(text: string): BetterSqlite.Statement<unknown[], Row>;
  exec(text: string): void;
  close(): void;
};

/**
 * Opens the database of a product that may run in this process, with the same copy of SQLite. A second copy
 * in the process would not see the file locks of the first, and would truncate files that the first has
 * mapped.
 */
export function openDatabase(
  path: string,
  { readonly = false }: { readonly readonly?: boolean } = {},
): OpenDatabase {
  const database = new BetterSqlite(path, { readonly });
  const close = (): void => void database.close();
  return {
    prepare: (text) => database.prepare<unknown[], Row>(text),
    exec: (text) => void database.exec(text),
    close,
    [Symbol.dispose]: close,
  };
}
