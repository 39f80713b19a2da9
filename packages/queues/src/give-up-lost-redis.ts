import type { Redis } from 'ioredis';

/**
 * For a process that stops: makes Redis commands fail from now on when Redis is away, instead of waiting for it.
 * Nothing is lost: the reconciler of another process finds what was not enqueued.
 */
export function giveUpLostRedis(redis: Redis): void {
  const giveUp = (): void => {
    // Between two attempts to connect, ioredis would keep waiting commands for ever.
    if (redis.status === 'reconnecting') redis.connect().catch(() => undefined);
    redis.disconnect();
  };
  if (redis.status === 'ready') redis.once('close', giveUp);
  else giveUp();
}
