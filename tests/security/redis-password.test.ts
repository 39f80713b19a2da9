import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openRedisServer, type RedisServer, type ServiceName, tempDir, waitFor } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PASSWORD = 'wrong-password-7d1f';

let redis: RedisServer;

beforeAll(async () => {
  redis = await openRedisServer();
  const admin = new Redis(redis.url);
  await admin.config('SET', 'requirepass', 'another-one');
  admin.disconnect();
});
afterAll(() => redis[Symbol.asyncDispose]());

test.each<ServiceName>(['control-api', 'transformer'])(
  'the %s that Redis refuses says so without the password',
  async (service) => {
    await using dir = await tempDir();
    const { child, output } = start(service, {
      REDIS_URL: `redis://:${PASSWORD}@127.0.0.1:${redis.port}`,
      DATA_DIR: dir.path,
      CONTROL_PORT: '0',
      ZEPHYR_TOKEN: 'a-token',
      QTEST_TOKEN: 'a-token',
      QTEST_BASE_URL: 'https://example.qtestnet.com',
      LOG_LEVEL: 'trace',
    });

    await waitFor(() => output().includes('WRONGPASS'), {
      what: `${service} to be refused`,
      timeoutMs: 30_000,
    });
    child.kill('SIGKILL');
    await once(child, 'close');

    expect(output()).not.toContain(PASSWORD);
  },
);

function start(service: ServiceName, env: Readonly<Record<string, string>>) {
  const main = fileURLToPath(new URL(`../../services/${service}/src/main.ts`, import.meta.url));
  const { NODE_COMPILE_CACHE = '' } = process.env;
  const child: ChildProcess = spawn(process.execPath, [main], {
    env: { NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return { child, output: () => output };
}
