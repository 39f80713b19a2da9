import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { openOwnRedis } from './open-own-redis.ts';

test.runIf(process.env.Z2Q_CONTAINER_TESTS)(
  'a Redis in a container is killed when it is disposed, and another takes its port without its keys',
  async () => {
    const first = await openOwnRedis();
    const client = new Redis(first.url);
    await client.set('kept', 'no');
    client.disconnect();
    await first[Symbol.asyncDispose]();

    await using second = await openOwnRedis({ port: first.port });
    const again = new Redis(second.url);
    const kept = await again.get('kept');
    again.disconnect();

    expect(second.url).toBe(first.url);
    expect(kept).toBeNull();
  },
);
