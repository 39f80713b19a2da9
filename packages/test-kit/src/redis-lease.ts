import { Redis } from 'ioredis';
import { waitFor } from './wait-for.ts';

/** The databases of a Redis with default settings, except the first, which holds the leases. */
const DATABASES = Array.from({ length: 15 }, (_, index) => index + 1);
/** A test that was killed gives its database back after this long. */
const LEASE_SECONDS = 900;

/** One empty database of a shared Redis, for the caller alone. Tests in other processes wait for a free one. */
export async function leaseRedisDatabase(url: string): Promise<AsyncDisposable & { readonly url: string }> {
  const leases = new Redis(url, { db: 0 });
  const database = await waitFor(() => claim(leases), {
    what: `a free database on ${new URL(url).host}`,
    timeoutMs: 60_000,
  });
  return {
    url: withDatabase(url, database),
    [Symbol.asyncDispose]: async () => {
      await leases.multi().select(database).flushdb().select(0).del(leaseKey(database)).exec();
      leases.disconnect();
    },
  };
}

async function claim(leases: Redis): Promise<number | undefined> {
  for (const database of DATABASES) {
    const claimed = await leases.set(leaseKey(database), process.pid, 'EX', LEASE_SECONDS, 'NX');
    if (!claimed) continue;
    await leases.multi().select(database).flushdb().select(0).exec();
    return database;
  }
  return undefined;
}

const leaseKey = (database: number): string => `z2q-test-lease:${database}`;

function withDatabase(url: string, database: number): string {
  const withPath = new URL(url);
  withPath.pathname = `/${database}`;
  return withPath.href;
}
