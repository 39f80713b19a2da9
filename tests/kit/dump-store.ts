import { openDatabase } from '../scenario/open-database.ts';
import type { Rows } from './to-changes.ts';

/** What differs between two looks at the same work: times, and who does it. */
const LEFT_OUT: ReadonlySet<string> = new Set(['updated_at', 'lease_until', 'intent_at']);

/** Every row of every table as sorted texts, without times and without how often the store was opened. */
export function dumpStore(path: string): Rows {
  using db = openDatabase(path, { readonly: true });
  const names = db
    .prepare("select name from sqlite_master where type = 'table' and name <> 'store_state'")
    .all();
  return Object.fromEntries(
    names.map(({ name }) => [name, db.prepare(`select * from "${name}"`).all().map(toText).sort()]),
  );
}

const toText = (row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(row).filter(([column]) => !LEFT_OUT.has(column)));
