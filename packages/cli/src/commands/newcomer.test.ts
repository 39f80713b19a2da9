import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { runZ2q } from '../test-kit/run-z2q.ts';

const TOKENS = { ZEPHYR_TOKEN: 'zephyr-secret', QTEST_TOKEN: 'qtest-secret' };
const QTEST = ['--qtest-url', 'https://example.qtestnet.com'];

test('init writes settings for their owner alone, and overwrites nothing unless it is forced', async () => {
  await using dir = await tempDir();
  const init = (...more: readonly string[]) =>
    runZ2q(['init', '--dir', dir.path, ...QTEST, ...more], { env: TOKENS });

  const first = await init();
  const written = readFileSync(dir.join('.env'), 'utf8');
  const second = await init();
  const unchanged = readFileSync(dir.join('.env'), 'utf8');
  const forced = await init('--force');

  expect([first.code, second.code, forced.code]).toEqual([0, 2, 0]);
  expect(statSync(dir.join('.env')).mode & 0o777).toBe(0o600);
  expect(written).toContain("QTEST_TOKEN='qtest-secret'");
  expect(unchanged).toBe(written);
  expect(readFileSync(dir.join('.env'), 'utf8')).not.toBe(written);
  expect(first.stdout + first.stderr).not.toContain('secret');
});

test('init without a terminal says what is not set, and writes nothing', async () => {
  await using dir = await tempDir();

  const { code, stderr } = await runZ2q(['init', '--dir', dir.path, ...QTEST]);

  expect(code).toBe(2);
  expect(stderr).toContain('ZEPHYR_TOKEN is not set');
  expect(() => statSync(dir.join('.env'))).toThrow();
});

test('doctor names each variable that is missing, with what to do', async () => {
  const { code, stdout } = await runZ2q(['doctor']);

  expect(code).toBe(1);
  for (const word of ['ZEPHYR_TOKEN', 'QTEST_BASE_URL', 'QTEST_TOKEN', 'z2q init', 'set -a; . ./.env'])
    expect(stdout).toContain(word);
});

test('doctor finds everything in order, or says what mends it', async () => {
  await using dir = await tempDir();
  await using zephyr = await anApi(200);
  await using qtest = await anApi(401);
  const env = {
    ...TOKENS,
    DATA_DIR: dir.path,
    CONTROL_PORT: String(qtest.port),
    REDIS_URL: 'redis://127.0.0.1:9',
    ZEPHYR_BASE_URL: zephyr.url,
    QTEST_BASE_URL: qtest.url,
  };

  const { code, stdout } = await runZ2q(['doctor', '--json'], { env });

  const { checks }: { checks: { name: string; status: string; fix?: string }[] } = JSON.parse(stdout);
  const failed = checks.filter(({ status }) => status === 'failed');
  expect(code).toBe(1);
  expect(failed.map(({ name }) => name).sort()).toEqual(['port', 'qtest', 'redis']);
  expect(failed.every(({ fix }) => fix !== undefined)).toBe(true);
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['node', 'disk', 'database', 'zephyr', 'clock', 'proxy']),
  );
});

async function anApi(status: number) {
  const server: Server = createServer((_, answer) => {
    answer.writeHead(status, { 'content-type': 'application/json' }).end('[]');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => void server.close().closeAllConnections(),
  };
}
