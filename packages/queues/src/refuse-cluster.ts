import { NO_CLUSTER } from '@z2q/contracts';
import type { Redis } from 'ioredis';

/** This kind of Redis cannot be used. The message is for an operator. */
class BrokerError extends Error {
  override readonly name = 'BrokerError';
}

const ENABLED = /^cluster_enabled:1/m;

/** Rejects once the connection turns out to lead to a Redis Cluster; otherwise it stays pending. */
export function refuseCluster(redis: Redis): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const look = async (): Promise<void> => {
    if (ENABLED.test(await redis.info('cluster'))) reject(new BrokerError(`REDIS_URL ${NO_CLUSTER}.`));
  };
  // If the user may not run INFO, the first command that fails shows the cluster.
  redis.on('ready', () => void look().catch(() => undefined));
  if (redis.status === 'ready') void look().catch(() => undefined);
  return promise;
}
