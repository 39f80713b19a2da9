import { NO_CLUSTER } from '@z2q/contracts';
import type { Redis } from 'ioredis';

const ANSWER_WITHIN_MS = 2_000;
const PROBE_KEY = 'z2q:probe';

/**
 * Says why Redis takes no jobs, found by a small write. A Redis that is full, read-only after a failover, or unable to
 * save still answers reads.
 * @returns undefined when it takes writes.
 */
export async function findBrokerFault(redis: Redis): Promise<string | undefined> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)),
    ANSWER_WITHIN_MS,
  );
  const written = redis.set(PROBE_KEY, '1', 'PX', 60_000);
  written.catch(() => undefined);
  try {
    await Promise.race([written, tooLate]);
    return undefined;
  } catch (error) {
    return explain(error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

const KINDS: readonly (readonly [prefix: string, words: string])[] = [
  ['OOM', 'Redis is full: give it more memory (maxmemory), or free some'],
  ['READONLY', 'Redis is a read-only replica, as after a failover: point REDIS_URL at the primary'],
  ['MISCONF', 'Redis cannot save to its disk and takes no writes: free some space there'],
  ['NOREPLICAS', 'Redis takes no writes without enough replicas'],
  ['LOADING', 'Redis is loading its data'],
  ['MOVED', `REDIS_URL ${NO_CLUSTER}`],
  ['CLUSTERDOWN', `REDIS_URL ${NO_CLUSTER}`],
];

function explain(message: string): string {
  const [, words] = KINDS.find(([prefix]) => message.startsWith(prefix)) ?? [];
  return words ?? `Redis takes no writes (${message})`;
}
