import { CompiledQuery, type Driver, Kysely, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import { expect, test } from 'vitest';
import { type GroupLimits, groupCommits } from './group-commits.ts';
import { createTurnlessAdapter } from './sqlite-dialect.ts';

type Statements = {
  readonly said: string[];
  /** Errors of statements that fail. */
  readonly faults: Map<string, Error>;
};

/** A database that only records the statements it is given. */
function aDriver({ said, faults }: Statements): Driver {
  const connection = {
    executeQuery: async <Row>({ sql: statement }: CompiledQuery) => {
      said.push(statement);
      const fault = faults.get(statement);
      if (fault) throw fault;
      return { rows: [] as Row[] };
    },
    streamQuery: () => {
      throw new Error('Nobody streams here');
    },
  };
  const tell = async (statement: string) =>
    void (await connection.executeQuery(CompiledQuery.raw(statement)));
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: () => tell('begin'),
    commitTransaction: () => tell('commit'),
    rollbackTransaction: () => tell('rollback'),
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  };
}

function aDatabase(limits: Partial<GroupLimits> = {}) {
  const statements: Statements = { said: [], faults: new Map() };
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: createTurnlessAdapter,
      createDriver: () =>
        groupCommits(aDriver(statements), async () => undefined, { size: 100, openMs: 60_000, ...limits }),
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  const write = (statement: string) => db.transaction().execute((tx) => sql.raw(statement).execute(tx));
  return { ...statements, db, write };
}

const statesOf = async (writes: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(writes)).map((settled) =>
    settled.status === 'fulfilled' ? 'done' : settled.reason.message,
  );

test('transactions that wait for one another are committed together', async () => {
  const { write, said } = aDatabase();

  await Promise.all(['a', 'b', 'c'].map(write));

  expect(said).toEqual([
    'begin',
    'a',
    'savepoint one',
    'b',
    'release one',
    'savepoint one',
    'c',
    'release one',
    'commit',
  ]);
});

test('none of a group is over before its commit', async () => {
  const { write, said } = aDatabase();
  const saidAtEnd: string[] = [];

  await Promise.all(
    ['a', 'b'].map(async (one) => {
      await write(one);
      saidAtEnd.push(said.at(-1) ?? '');
    }),
  );

  expect(saidAtEnd).toEqual(['commit', 'commit']);
});

test('one that fails takes nothing of the others with it', async () => {
  const { write, said, faults } = aDatabase();
  faults.set('b', new Error('b is wrong'));

  const states = await statesOf(['a', 'b', 'c'].map(write));

  expect(states).toEqual(['done', 'b is wrong', 'done']);
  expect(said.filter((statement) => !['a', 'c'].includes(statement))).toEqual([
    'begin',
    'savepoint one',
    'b',
    'rollback to one',
    'release one',
    'savepoint one',
    'release one',
    'commit',
  ]);
});

test('when the last one fails the others are committed', async () => {
  const { write, said, faults } = aDatabase();
  faults.set('b', new Error('b is wrong'));

  const states = await statesOf(['a', 'b'].map(write));

  expect(states).toEqual(['done', 'b is wrong']);
  expect(said.at(-1)).toBe('commit');
});

test('when the first one fails the others begin anew', async () => {
  const { write, said, faults } = aDatabase();
  faults.set('a', new Error('a is wrong'));

  const states = await statesOf(['a', 'b'].map(write));

  expect(states).toEqual(['a is wrong', 'done']);
  expect(said).toEqual(['begin', 'a', 'rollback', 'begin', 'b', 'commit']);
});

test('a commit that fails is told to all of the group, and the next group is another', async () => {
  const { write, said, faults } = aDatabase();
  faults.set('commit', new Error('no room'));

  const states = await statesOf(['a', 'b'].map(write));
  faults.clear();
  said.length = 0;
  await write('c');

  expect(states).toEqual(['no room', 'no room']);
  expect(said).toEqual(['begin', 'c', 'commit']);
});

test('what takes the whole transaction with it is told to those whose part had gone well', async () => {
  const { write, said, faults } = aDatabase();
  faults.set('b', new Error('no room'));
  faults.set('rollback to one', new Error('there is no savepoint'));

  const states = await statesOf(['a', 'b', 'c'].map(write));

  expect(states).toEqual(['no room', 'no room', 'done']);
  expect(said).not.toContain('commit b');
  expect(said.slice(said.indexOf('rollback'))).toEqual(['rollback', 'begin', 'c', 'commit']);
});

test('a group takes no more in than it may', async () => {
  const { write, said } = aDatabase({ size: 2 });

  await Promise.all(['a', 'b', 'c'].map(write));

  expect(said.filter((statement) => statement === 'begin' || statement === 'commit')).toEqual([
    'begin',
    'commit',
    'begin',
    'commit',
  ]);
});

test('a query outside of transactions leaves no group open', async () => {
  const { db, write, said } = aDatabase();

  await Promise.all([write('a'), sql.raw('plain').execute(db), write('b')]);

  expect(said.filter((statement) => statement === 'begin').length).toBe(
    said.filter((statement) => statement === 'commit').length,
  );
  expect(said.at(-1)).toBe('commit');
});
