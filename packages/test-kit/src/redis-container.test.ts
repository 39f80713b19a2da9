import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { openRedisContainer } from './redis-container.ts';

test.runIf(process.env.Z2Q_CONTAINER_TESTS)('a container serves Redis until it is disposed', async () => {
  await using redis = await openRedisContainer();
  const client = new Redis(redis.url);

  const answer = await client.ping();

  expect(answer).toBe('PONG');
  client.disconnect();
});
