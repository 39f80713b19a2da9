import { openDatabase } from '../scenario/open-database.ts';
import type { Rows } from './to-changes.ts';

/** Columns that differ between two observations of the same work: times, and who does it. */
const LEFT_OUT: ReadonlySet<string> = new Set(['updated_at', 'lease_until', 'intent_at']);

/**
 * Every row of every table as sorted texts, without times and without the number of openings of the store.
 */
export function dumpStore(path: string): Rows {
  using db = openDatabase(path, { readonly: true });
  const columns = db
    .prepare(
      `select tables.name as "table", columns.name as "column"
       from sqlite_master as tables join pragma_table_info(tables.name) as columns
       where tables.type = 'table' and tables.name <> 'store_state'`,
    )
    .all();
  const byTable = Object.groupBy(columns, ({ table }) => String(table));
  return Object.fromEntries(
    Object.entries(byTable).map(([table, named = []]) => {
      const texts = named
        .map(({ column }) => String(column))
        .filter((column) => !LEFT_OUT.has(column))
        .map((column) => `'${column}: ' || quote("${column}")`);
      // SQLite builds the texts, because building them here took most of the time of a dump.
      const rows = db
        .prepare(`select ${texts.join(" || ', ' || ")} as row from "${table}" order by row`)
        .all();
      return [table, rows.map(({ row }) => String(row))];
    }),
  );
}
