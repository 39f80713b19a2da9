import { readRedisAddress } from '@z2q/contracts';
import { Redis, type RedisOptions } from 'ioredis';

/** A connection whose commands wait for Redis to come back instead of failing, as BullMQ needs. */
export function openRedisConnection(url: string, onError: (error: Error) => void): Redis {
  return open(url, onError, { maxRetriesPerRequest: null });
}

/** A connection whose commands fail at once while Redis is away, for callers with an alternative. */
export function openImpatientRedis(url: string, onError: (error: Error) => void): Redis {
  return open(url, onError, { maxRetriesPerRequest: 0, enableOfflineQueue: false, commandTimeout: 2_000 });
}

type Own = Pick<RedisOptions, 'maxRetriesPerRequest' | 'enableOfflineQueue' | 'commandTimeout'>;

const retryStrategy = (attempt: number): number => Math.min(attempt * 100, 2_000);

function open(url: string, onError: (error: Error) => void, own: Own): Redis {
  const options = { ...own, retryStrategy };
  const address = readRedisAddress(url);
  const redis =
    address.kind === 'sentinel'
      ? new Redis({ ...options, ...toSentinelOptions(address) })
      : new Redis(url, options);
  redis.on('error', onError);
  return redis;
}

type Sentinels = Extract<ReturnType<typeof readRedisAddress>, { kind: 'sentinel' }>;

const toSentinelOptions = (address: Sentinels) => ({
  sentinels: address.sentinels.map(({ host, port }) => ({ host, port })),
  name: address.name,
  db: address.database,
  sentinelRetryStrategy: retryStrategy,
  ...(address.username === null ? {} : { username: address.username }),
  ...(address.password === null ? {} : { password: address.password }),
  ...(address.isEncrypted ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
});
