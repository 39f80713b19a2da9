import { Redis } from 'ioredis';
import { canRun } from './can-run.ts';
import { openRedisContainer } from './redis-container.ts';
import { leaseRedisDatabase } from './redis-lease.ts';
import { openRedisServer } from './redis-server.ts';

/** A Redis that no other test sees, and that stays well: a test that harms its Redis takes one of `openOwnRedis`. */
export type TestRedis = AsyncDisposable & {
  readonly url: string;
  /** Removes every key, as an operator's FLUSHDB would. */
  empty(): Promise<void>;
};

/** Set by `shareRedis`. Not `REDIS_URL`, which programs that a test starts would take for an operator's. */
const SHARED = 'Z2Q_TEST_REDIS_URL';

/**
 * A Redis of the caller's own: a database of the one at `REDIS_URL` or of the one that is shared, else a `redis-server` of
 * this machine, else a container. Throws with what to install when there is none of them.
 */
export async function openRedis(): Promise<TestRedis> {
  const given = process.env.REDIS_URL || process.env[SHARED];
  if (given) return withEmpty(await leaseRedisDatabase(given));
  if (await canRun('redis-server', ['--version'])) return withEmpty(await openRedisServer());
  if (await canRun('docker', ['info'])) return withEmpty(await openRedisContainer());
  throw new Error(
    'Tests need Redis: set REDIS_URL, install redis-server (npm run bootstrap), or start a Docker engine',
  );
}

/**
 * Starts a Redis of which every `openRedis` of this process and of those it starts takes a database, unless there is one
 * already: a server each would cost more than most tests. @returns how to stop it.
 */
export async function shareRedis(): Promise<() => Promise<void>> {
  const isThere = process.env.REDIS_URL || !(await canRun('redis-server', ['--version']));
  if (isThere) return async () => undefined;
  const server = await openRedisServer();
  process.env[SHARED] = server.url;
  return async () => {
    delete process.env[SHARED];
    await server[Symbol.asyncDispose]();
  };
}

function withEmpty<R extends AsyncDisposable & { readonly url: string }>(redis: R): R & TestRedis {
  return { ...redis, empty: () => emptyDatabase(redis.url) };
}

async function emptyDatabase(url: string): Promise<void> {
  const client = new Redis(url);
  try {
    await client.flushdb();
  } finally {
    client.disconnect();
  }
}
