import { Redis } from 'ioredis';
import { canRun } from './can-run.ts';
import { openRedisContainer } from './redis-container.ts';
import { leaseRedisDatabase } from './redis-lease.ts';
import { openRedisServer } from './redis-server.ts';

/** A Redis database that no other test sees. A test that harms its Redis must use `openOwnRedis` instead. */
export type TestRedis = AsyncDisposable & {
  readonly url: string;
  /** Deletes every key, as FLUSHDB does. */
  empty(): Promise<void>;
};

/** Set by `shareRedis`. Not `REDIS_URL`, which programs under test would read as an operator's setting. */
const SHARED = 'Z2Q_TEST_REDIS_URL';

/**
 * Opens a database of the Redis at `REDIS_URL`, or of the shared one; otherwise starts `redis-server`, or a container.
 * Throws with what to install when none is available.
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
 * Starts a Redis, unless there is one, from which `openRedis` in this process and its children takes databases: a
 * server for each test would cost more than most tests.
 * @returns a function that stops it.
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
