import { CompiledQuery, type DatabaseConnection, type Driver, type TransactionSettings } from 'kysely';
import { createTurns } from './turns.ts';

export type GroupLimits = {
  /** Most transactions in one group. */
  readonly size: number;
  /** How long a group accepts further transactions. All other processes wait for the write lock meanwhile. */
  readonly openMs: number;
};

/** Awaited before a group begins, so that further transactions can join it. */
export type Pace = () => Promise<void>;

const LIMITS: GroupLimits = { size: 100, openMs: 10 };

/**
 * Commits the transactions that wait for the one connection together, because a commit costs more than most
 * transactions. Each transaction of a group but the first is a savepoint, so one that fails undoes nothing of the
 * others. Each caller's commit resolves when the whole group is committed.
 */
export function groupCommits(driver: Driver, pace: Pace, limits = LIMITS): Driver {
  const turns = createTurns();
  const groups = createGroups({ driver, pace, limits, areAwaited: turns.areAwaited });
  const holders = new WeakMap<DatabaseConnection, Holder>();
  const holderOf = (connection: DatabaseConnection): Holder => {
    const holder = holders.get(connection);
    if (!holder) throw new Error('The connection is of another driver');
    return holder;
  };
  return {
    init: (options) => driver.init(options),
    acquireConnection: async () => {
      const endTurn = await turns.take();
      const inner = await driver.acquireConnection();
      const holder: Holder = { inner, endTurn, hasTurn: true, isSavepoint: false };
      const outer = toConnection(holder);
      holders.set(outer, holder);
      return outer;
    },
    beginTransaction: (connection, settings) => groups.begin(holderOf(connection), settings),
    commitTransaction: (connection) => groups.commit(holderOf(connection)),
    rollbackTransaction: (connection) => groups.undo(holderOf(connection)),
    releaseConnection: async (connection) => {
      const holder = holderOf(connection);
      await driver.releaseConnection(holder.inner);
      await groups.leave(holder);
    },
    destroy: () => driver.destroy(),
  };
}

type Groups = {
  readonly begin: (holder: Holder, settings: TransactionSettings) => Promise<void>;
  readonly commit: (holder: Holder) => Promise<void>;
  readonly undo: (holder: Holder) => Promise<void>;
  /** Ends the turn of a caller whose transaction neither committed nor rolled back. */
  readonly leave: (holder: Holder) => Promise<void>;
};

type GroupParts = {
  readonly driver: Driver;
  readonly pace: Pace;
  readonly limits: GroupLimits;
  readonly areAwaited: () => boolean;
};

function createGroups({ driver, pace, limits, areAwaited }: GroupParts): Groups {
  let open: Group | undefined;

  const finish = async ({ inner }: Holder, ending: Group): Promise<void> => {
    open = undefined;
    try {
      await driver.commitTransaction(inner);
      ending.resolve();
    } catch (error) {
      await driver.rollbackTransaction(inner);
      ending.reject(error);
    }
  };
  const takesMore = ({ size, beganAt }: Group): boolean =>
    size < limits.size && performance.now() - beganAt < limits.openMs;
  /** Gives the connection to the next transaction, or commits the group. */
  const passOn = async (holder: Holder, group: Group): Promise<void> => {
    if (!areAwaited() || !takesMore(group)) await finish(holder, group);
    holder.hasTurn = false;
    holder.endTurn();
  };
  const undoSavepoint = async (holder: Holder, group: Group): Promise<void> => {
    try {
      await run(holder, 'rollback to one');
      await run(holder, 'release one');
    } catch (error) {
      // The savepoint cannot be undone: SQLite may have rolled back the whole group when the disk refused a write.
      open = undefined;
      await driver.rollbackTransaction(holder.inner);
      group.reject(holder.fault ?? error);
      return;
    }
    await passOn(holder, group);
  };

  return {
    begin: async (holder, settings) => {
      if (open) {
        await run(holder, 'savepoint one');
        open.size += 1;
        holder.isSavepoint = true;
      } else {
        await pace();
        await driver.beginTransaction(holder.inner, settings);
        open = openGroup();
      }
      holder.group = open;
    },
    commit: async (holder) => {
      const { group } = holder;
      if (!group) return;
      if (holder.isSavepoint) await run(holder, 'release one');
      holder.group = undefined;
      await passOn(holder, group);
      await group.ended;
    },
    undo: async (holder) => {
      const { group } = holder;
      holder.group = undefined;
      if (!group) return;
      if (holder.isSavepoint) return undoSavepoint(holder, group);
      open = undefined;
      await driver.rollbackTransaction(holder.inner);
    },
    leave: async (holder) => {
      // The other transactions of the group wait until the last one commits it.
      if (open && holder.hasTurn) await passOn(holder, open);
      holder.endTurn();
    },
  };
}

/** Transactions that are committed together. */
type Group = {
  size: number;
  readonly beganAt: number;
  readonly ended: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

function openGroup(): Group {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  // Without this, a group that fails while nobody waits for it is an unhandled rejection.
  ended.catch(() => undefined);
  return { size: 1, beganAt: performance.now(), ended, resolve, reject };
}

/** One transaction's use of the connection. */
type Holder = {
  readonly inner: DatabaseConnection;
  readonly endTurn: () => void;
  hasTurn: boolean;
  /** The group that the transaction belongs to, from its begin to its end. */
  group?: Group | undefined;
  isSavepoint: boolean;
  /** Error of its last failed query. */
  fault?: unknown;
};

/**
 * Wraps the connection for one transaction. The driver gives every caller the same connection, so the wrapper tells
 * callers apart.
 */
const toConnection = (holder: Holder): DatabaseConnection => ({
  executeQuery: async (query) => {
    try {
      return await holder.inner.executeQuery(query);
    } catch (error) {
      holder.fault = error;
      throw error;
    }
  },
  streamQuery: (query, chunkSize) => holder.inner.streamQuery(query, chunkSize),
});

const run = async ({ inner }: Holder, statement: string): Promise<void> => {
  await inner.executeQuery(CompiledQuery.raw(statement));
};
