import { NO_CLUSTER } from '@z2q/contracts';
import type { Redis } from 'ioredis';

/** Redis cannot be worked with as it is; the message is for an operator. */
class BrokerError extends Error {
  override readonly name = 'BrokerError';
}

const ENABLED = /^cluster_enabled:1/m;

/** Rejects once the connection turns out to lead into a Redis Cluster; until then, and otherwise, it is pending. */
export function refuseCluster(redis: Redis): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const look = async (): Promise<void> => {
    if (ENABLED.test(await redis.info('cluster'))) reject(new BrokerError(`REDIS_URL ${NO_CLUSTER}.`));
  };
  // Whoever may not ask is told by the first command that fails.
  redis.on('ready', () => void look().catch(() => undefined));
  if (redis.status === 'ready') void look().catch(() => undefined);
  return promise;
}
