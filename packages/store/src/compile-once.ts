import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Reader } from './store.ts';

type Build<Db, Values, Row> = (db: Db, values: Values) => Compilable<Row>;
type Run<Db, Values, Row> = (db: Db, values: Values) => Promise<QueryResult<Row>>;

/**
 * A statement that runs for each record: built and compiled the first time, and only bound to its values from then on.
 * Building it takes longer than SQLite takes to run it.
 * @param build gets a placeholder for each value, to be passed on as a parameter. It must not look at a value.
 * @throws {Error} the first time, when a value that `build` has asked for is no parameter of the statement.
 */
export function compileOnce<Db extends Reader, Values extends object, Row>(
  build: Build<Db, Values, Row>,
): Run<Db, Values, Row> {
  let bind: Bind<Values, Row> | undefined;
  return (db, values) => {
    bind ??= compile(build, db);
    return db.executeQuery(bind(values));
  };
}

type Bind<Values, Row> = (values: Values) => CompiledQuery<Row>;

function compile<Db, Values extends object, Row>(build: Build<Db, Values, Row>, db: Db): Bind<Values, Row> {
  const asked = new Map<unknown, keyof Values>();
  const placeholders = new Proxy({} as Values, {
    get: (_, name) => {
      const placeholder = Object.freeze({ name });
      asked.set(placeholder, name as keyof Values);
      return placeholder;
    },
    ownKeys: () => {
      throw new Error('A statement that is compiled once takes its values by name');
    },
  });
  const query = build(db, placeholders).compile();
  const slots = query.parameters.map((value) => ({ value, name: asked.get(value) }));
  const lost = [...asked.values()].filter((name) => slots.every((slot) => slot.name !== name));
  if (lost.length > 0) throw new Error(`No parameter of the statement: ${lost.join(', ')} (${query.sql})`);
  return (values) => ({
    ...query,
    parameters: slots.map(({ value, name }) => (name === undefined ? value : values[name])),
  });
}
