import BetterSqlite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import type { Database } from './database.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { databaseFile } from './store.ts';
import { openTestStore } from './tests/open-test-store.ts';

type Table = 'runs';

const db = new Kysely<Database>({ dialect: createSqliteDialect(':memory:', { isReadOnly: true }) });
const compile = (table: string, column: string, operator: '=' | '<>' | 'in', value: unknown) =>
  db
    .selectFrom(table as Table)
    .select('id')
    .where(column as 'state', operator, value as never)
    .compile();

test('every column that a partial index compares with a text is compared with texts in the statement', async () => {
  const compared = await listCompared();

  expect(compared).not.toEqual([]);
  for (const { table, column, operator } of compared) {
    const { sql, parameters } = compile(table, column, operator, 'some');
    expect(sql).toContain(`"${column}" ${operator} 'some'`);
    expect(parameters).toEqual([]);
  }
});

test('all other values stay parameters', () => {
  expect(compile('runs', 'id', '=', 'some').parameters).toEqual(['some']);
  expect(compile('runs', 'state', 'in', ['queued', 'paused']).parameters).toEqual(['queued', 'paused']);
});

test('a quote in such a value does not end it', () => {
  const { sql } = compile('runs', 'state', '=', "a'b");

  expect(sql).toMatch(/ = 'a''b'$/);
});

/** The comparisons with texts in the conditions of all partial indexes. */
async function listCompared() {
  await using kit = await openTestStore();
  const sqlite = new BetterSqlite(databaseFile(kit.dataDir), { readonly: true });
  const indexes = sqlite
    .prepare(`select tbl_name, sql from sqlite_master where type = 'index' and sql like '%where%'`)
    .all() as { tbl_name: string; sql: string }[];
  sqlite.close();
  return indexes.flatMap(({ tbl_name: table, sql }) =>
    [...sql.slice(sql.indexOf('where')).matchAll(/(\w+) (=|<>) '/g)].map(([, column = '', operator]) => ({
      table,
      column,
      operator: operator as '=' | '<>',
    })),
  );
}
