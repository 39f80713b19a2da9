import { tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { askRedis } from './ask-redis.ts';
import { type RedisSettings, startRedis } from './start-redis.ts';

const settingsIn = (path: (name: string) => string): RedisSettings => ({
  dir: path('redis'),
  logPath: path('redis.log'),
  env: { PATH: process.env.PATH },
  signal: new AbortController().signal,
  onDeath: () => undefined,
});
const portOf = (url: string): number => Number(new URL(url).port);

test('a Redis of our own answers until it is stopped', async () => {
  await using dir = await tempDir();

  const redis = await startRedis(settingsIn(dir.join));
  const before = await askRedis(portOf(redis.url), 'PING');
  await redis.stop(5_000);
  const after = await askRedis(portOf(redis.url), 'PING');

  expect([before, after]).toEqual(['+PONG', undefined]);
});

test('a Redis left over on the same files is taken over instead of started twice', async () => {
  await using dir = await tempDir();
  const first = await startRedis(settingsIn(dir.join));

  const second = await startRedis(settingsIn(dir.join));
  await second.stop(5_000);
  await first.stop(5_000);

  expect(second.url).toBe(first.url);
});

test('without a redis-server the error says how to get one', async () => {
  await using dir = await tempDir();

  const started = startRedis({ ...settingsIn(dir.join), env: { PATH: dir.path } });

  await expect(started).rejects.toMatchObject({ exitCode: 3, fix: expect.stringContaining('REDIS_URL') });
});
