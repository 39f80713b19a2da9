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

/**
 * A Redis of the caller's own: a database of the one at `REDIS_URL`, else a `redis-server` of this machine, else a container.
 * Throws with what to install when there is none of them.
 */
export async function openRedis(): Promise<TestRedis> {
  const given = process.env.REDIS_URL;
  if (given) return withEmpty(await leaseRedisDatabase(given));
  if (await canRun('redis-server', ['--version'])) return withEmpty(await openRedisServer());
  if (await canRun('docker', ['info'])) return withEmpty(await openRedisContainer());
  throw new Error(
    'Tests need Redis: set REDIS_URL, install redis-server (npm run bootstrap), or start a Docker engine',
  );
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
