import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, type SelectQueryBuilder, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';

/** Reads outside a transaction. A writer reads too, so every query function takes a `Reader` where it only reads. */
export type Reader = Pick<Kysely<Database>, 'selectFrom'>;
/** Writes; only had inside `Store.write`. */
export type Writer = Transaction<Database>;
export type Select<Table extends keyof Database, Row> = SelectQueryBuilder<Database, Table, Row>;

export type Store = AsyncDisposable & {
  readonly read: Reader;
  /** Runs `act` in one transaction that holds the write lock from its start; rolled back when `act` throws. */
  write<Result>(act: (tx: Writer) => Promise<Result>): Promise<Result>;
};

/** Opens `path`, creating it and bringing its tables up to date. Any number of processes may do so at once. */
export async function openStore(path: string): Promise<Store> {
  await mkdir(dirname(path), { recursive: true });
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
