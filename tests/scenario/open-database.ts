import type { SQLOutputValue } from 'node:sqlite';
import BetterSqlite from 'better-sqlite3';

type Row = Record<string, SQLOutputValue>;

export type OpenDatabase = Disposable & {
  prepare(text: string): BetterSqlite.Statement<unknown[], Row>;
  exec(text: string): void;
  close(): void;
};

/**
 * The database of a product that may run in this very process, so with the same SQLite: a second copy of it in a process
 * does not see the locks of the first, takes the file for its own, and cuts off what the first has mapped.
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
