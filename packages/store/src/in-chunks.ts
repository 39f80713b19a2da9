import { chunk } from '@z2q/pipeline';
import { type RawBuilder, sql } from 'kysely';

/** A statement with more rows than this costs more to build than it saves. */
const ROWS_A_STATEMENT = 50;
/** SQLite allows 32,766 variables in a statement, PostgreSQL 65,535. */
const IDS_A_STATEMENT = 1_000;

type Act<Item, Result> = (some: readonly Item[]) => Promise<readonly Result[]>;

/** Writes any number of rows, 50 in a statement: one row a statement costs several times as much. @returns all results. */
export const byRows = <Row, Result>(rows: readonly Row[], write: Act<Row, Result>): Promise<Result[]> =>
  inChunks(chunk(rows, ROWS_A_STATEMENT), write);

/** Reads or changes the rows of any number of ids, 1,000 in a statement. @returns all results. */
export const byIds = <Id, Result>(ids: readonly Id[], act: Act<Id, Result>): Promise<Result[]> =>
  inChunks(chunk([...new Set(ids)], IDS_A_STATEMENT), act);

async function inChunks<Item, Result>(
  chunks: readonly (readonly Item[])[],
  act: Act<Item, Result>,
): Promise<Result[]> {
  const results: (readonly Result[])[] = [];
  for (const some of chunks) results.push(await act(some));
  return results.flat();
}

/** Keeps the last of all rows with the same key: PostgreSQL cannot change a row twice in one statement. */
export const lastOfEach = <Row>(rows: readonly Row[], keyOf: (row: Row) => unknown): readonly Row[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];

/** For `doUpdateSet`: on a conflict, these columns take the values of the row that could not be inserted. */
export const replacing = <Column extends string>(
  ...columns: readonly Column[]
): Record<Column, RawBuilder<never>> =>
  Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)])) as Record<
    Column,
    RawBuilder<never>
  >;

type Identified = { readonly sourceId: string };

export const idsOf = (items: readonly Identified[]): readonly string[] =>
  items.map(({ sourceId }) => sourceId);

/**
 * SQL that sets a column to a value of its own in each record's row. Where `pick` returns undefined the column stays as
 * it is.
 */
export function eachItsOwn<Item extends Identified, Value>(
  column: string,
  items: readonly Item[],
  pick: (item: Item) => Value | undefined,
): RawBuilder<Value> {
  const cases = items.flatMap((item) => {
    const value = pick(item);
    return value === undefined ? [] : [sql`when ${item.sourceId} then ${value}`];
  });
  return cases.length === 0
    ? sql<Value>`${sql.ref(column)}`
    : sql<Value>`case source_id ${sql.join(cases, sql` `)} else ${sql.ref(column)} end`;
}
