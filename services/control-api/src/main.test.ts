import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openRedis, tempDir, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';

test('the process listens, tells where in one line, answers, keeps its files to itself, and ends on SIGTERM', async () => {
  await using dir = await tempDir();
  await using redis = await openRedis();
  await chmod(dir.path, 0o755);
  const service = start({
    DATA_DIR: dir.path,
    REDIS_URL: redis.url,
    CONTROL_PORT: '0',
    CONTROL_TOKEN: 'not-for-the-log',
    ZEPHYR_TOKEN: 'zephyr-secret',
    QTEST_BASE_URL: 'http://127.0.0.1:9',
    QTEST_TOKEN: 'qtest-secret',
  });
  const url = await waitFor(() => /listening at (http:\S+?)"/.exec(service.output())?.[1], {
    what: 'the line',
    timeoutMs: 60_000,
  });
  const headers = { authorization: 'Bearer not-for-the-log' };

  const ready = await fetch(`${url}/readyz`);
  const list = await fetch(`${url}/v1/migrations`, { headers });
  const modes = await Promise.all(
    ['', 'z2q.db', 'z2q.db-wal', 'z2q.db-shm'].map(async (name) => (await stat(dir.join(name))).mode & 0o777),
  );
  service.child.kill('SIGTERM');
  await service.exited;

  expect([ready.status, list.status]).toEqual([200, 200]);
  expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
  expect(service.child.exitCode).toBe(0);
  expect(service.output()).not.toMatch(/not-for-the-log|zephyr-secret|qtest-secret/);
});

function start(env: Record<string, string>): {
  child: ChildProcess;
  output: () => string;
  exited: Promise<unknown>;
} {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (part) => (output += String(part)));
  child.stderr.on('data', (part) => (output += String(part)));
  return { child, output: () => output, exited: once(child, 'exit') };
}
