import { CompiledQuery, type DatabaseConnection, type Driver, type TransactionSettings } from 'kysely';
import { createTurns } from './turns.ts';

export type GroupLimits = {
  /** Transactions that are committed together at most. */
  readonly size: number;
  /** How long a group takes others in: all other processes wait for its write lock meanwhile. */
  readonly openMs: number;
};

/** Waited for before a group begins, so that others may come to it meanwhile. */
export type Pace = () => Promise<void>;

const LIMITS: GroupLimits = { size: 100, openMs: 10 };

/**
 * Commits the transactions that wait for the one connection together: a commit costs more than most of what is done in
 * one. Each but the first of a group is a savepoint, so that one that fails takes nothing of the others with it, and each
 * is over for its caller when all are.
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
  /** Ends a turn in which no transaction came to its end. */
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
  /** Lets the next one in, or ends the group. */
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
      // What the disk did not take may have taken the whole group with it.
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
      // The others of the group wait for whoever comes last.
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
  // There may be nobody left in it who waits.
  ended.catch(() => undefined);
  return { size: 1, beganAt: performance.now(), ended, resolve, reject };
}

/** Whoever has the connection, for one transaction. */
type Holder = {
  readonly inner: DatabaseConnection;
  readonly endTurn: () => void;
  hasTurn: boolean;
  /** The group it is part of, from its begin to its end. */
  group?: Group | undefined;
  isSavepoint: boolean;
  /** What its last query that failed did so of. */
  fault?: unknown;
};

/** One user's connection: all of them are the same to the driver. */
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
