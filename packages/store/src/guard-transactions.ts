import type { DatabaseConnection, Driver } from 'kysely';
import { StoreError } from './store-error.ts';

/**
 * Refuses queries of a transaction once its commit or rollback has begun. A query that nobody awaited would otherwise
 * run outside of the transaction, or inside the next one. Kysely itself refuses queries only after the end is over.
 */
export function guardTransactions(driver: Driver): Driver {
  const held = new WeakMap<DatabaseConnection, Held>();
  const innerOf = (connection: DatabaseConnection): DatabaseConnection =>
    held.get(connection)?.inner ?? connection;
  const end = (connection: DatabaseConnection): DatabaseConnection => {
    held.get(connection)?.refuse();
    return innerOf(connection);
  };
  return {
    init: () => driver.init(),
    acquireConnection: async () => {
      const holding = hold(await driver.acquireConnection());
      held.set(holding.outer, holding);
      return holding.outer;
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(innerOf(connection), settings),
    commitTransaction: (connection) => driver.commitTransaction(end(connection)),
    rollbackTransaction: (connection) => driver.rollbackTransaction(end(connection)),
    releaseConnection: (connection) => driver.releaseConnection(innerOf(connection)),
    destroy: () => driver.destroy(),
  };
}

/** A connection as one caller sees it. `refuse` makes it refuse all further queries. */
type Held = {
  readonly inner: DatabaseConnection;
  readonly outer: DatabaseConnection;
  readonly refuse: () => void;
};

function hold(inner: DatabaseConnection): Held {
  let isOver = false;
  const assertOpen = (): void => {
    if (isOver) throw new StoreError('transaction_over');
  };
  return {
    inner,
    outer: {
      executeQuery: async (query) => {
        assertOpen();
        return inner.executeQuery(query);
      },
      streamQuery: (query, chunkSize) => {
        assertOpen();
        return inner.streamQuery(query, chunkSize);
      },
    },
    refuse: () => {
      isOver = true;
    },
  };
}
