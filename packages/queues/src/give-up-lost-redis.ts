import type { Redis } from 'ioredis';

/**
 * For a process that stops: from now on what is asked of Redis fails when Redis is away, or goes away, rather than
 * waiting for it. Nothing is lost: the reconciler of another process finds what was not enqueued.
 */
export function giveUpLostRedis(redis: Redis): void {
  const giveUp = (): void => {
    // Between two attempts, ioredis would keep what waits for the next one for ever.
    if (redis.status === 'reconnecting') redis.connect().catch(() => undefined);
    redis.disconnect();
  };
  if (redis.status === 'ready') redis.once('close', giveUp);
  else giveUp();
}
