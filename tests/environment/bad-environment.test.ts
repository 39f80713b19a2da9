import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type ServiceName, tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';

const CONFIG_FAULT = 78;
const SECRET = 'a-token-nobody-may-see';

/** Wrong for every service, each in its own way. */
const WRONG = {
  REDIS_URL: 'http://not-a-broker',
  LOG_LEVEL: 'loud',
  HEALTH_PORT: '70000',
  CONTROL_PORT: 'eighty',
  ZEPHYR_BASE_URL: 'ftp://files.example.com',
  ZEPHYR_KIND: 'squad',
  ZEPHYR_MAX_RPS: '-1',
  ZEPHYR_CONCURRENCY: '0',
  QTEST_BASE_URL: 'https://example.qtestnet.com/api/v3',
  QTEST_MAX_RPS: 'many',
  QTEST_CONCURRENCY: '1.5',
  HTTP_TIMEOUT_MS: 'soon',
  JIRA_BASE_URL: 'jira',
  DATA_DIR: '/proc/nope',
};

const SOURCE = [
  'ZEPHYR_TOKEN',
  'ZEPHYR_BASE_URL',
  'ZEPHYR_KIND',
  'ZEPHYR_MAX_RPS',
  'ZEPHYR_CONCURRENCY',
  'HTTP_TIMEOUT_MS',
];
const TARGET = ['QTEST_TOKEN', 'QTEST_BASE_URL', 'QTEST_MAX_RPS', 'QTEST_CONCURRENCY', 'HTTP_TIMEOUT_MS'];
const BASE = ['REDIS_URL', 'DATA_DIR', 'LOG_LEVEL'];
const WORKER = [...BASE, 'HEALTH_PORT'];
const JIRA = ['JIRA_BASE_URL', 'JIRA_EMAIL', 'JIRA_TOKEN'];

test.each<{ service: ServiceName; faulty: readonly string[] }>([
  { service: 'control-api', faulty: [...BASE, 'CONTROL_PORT', ...SOURCE, ...TARGET, ...JIRA] },
  { service: 'extractor', faulty: [...WORKER, ...SOURCE] },
  { service: 'transformer', faulty: [...WORKER, ...JIRA] },
  { service: 'loader', faulty: [...WORKER, ...TARGET] },
  { service: 'validator', faulty: [...WORKER, ...TARGET] },
])('the $service names every wrong or missing variable at once and exits 78', async (given) => {
  const { code, stderr } = await startWith(given.service, WRONG);

  const named = [...stderr.matchAll(/^ {2}- (\w+):/gm)].map(([, name]) => name);
  expect(code).toBe(CONFIG_FAULT);
  expect(new Set(named)).toEqual(new Set(given.faulty));
});

test.each<{ service: ServiceName; missing: readonly string[] }>([
  { service: 'control-api', missing: ['QTEST_BASE_URL', 'QTEST_TOKEN', 'ZEPHYR_TOKEN'] },
  { service: 'extractor', missing: ['ZEPHYR_TOKEN'] },
  { service: 'loader', missing: ['QTEST_BASE_URL', 'QTEST_TOKEN'] },
  { service: 'validator', missing: ['QTEST_BASE_URL', 'QTEST_TOKEN'] },
])('the $service without any variable names those that have no default', async ({ service, missing }) => {
  const { code, stderr } = await startWith(service, {});

  const named = [...stderr.matchAll(/^ {2}- (\w+):/gm)].map(([, name]) => name);
  expect(code).toBe(CONFIG_FAULT);
  expect(named.sort()).toEqual([...missing].sort());
});

test('a token is never part of what is wrong with the environment', async () => {
  const { stderr } = await startWith('loader', { ...WRONG, QTEST_TOKEN: SECRET });

  expect(stderr).toContain('QTEST_BASE_URL');
  expect(stderr).not.toContain(SECRET);
});

test('a token file that cannot be read is named with its variable', async () => {
  const { code, stderr } = await startWith('extractor', { ZEPHYR_TOKEN_FILE: '/nowhere/at/all' });

  expect(code).toBe(CONFIG_FAULT);
  expect(stderr).toContain('ZEPHYR_TOKEN_FILE');
});

test('the control API refuses to start on an open address without a token', async () => {
  const { code, stderr } = await startWith('control-api', {
    CONTROL_HOST: '0.0.0.0',
    ZEPHYR_TOKEN: SECRET,
    QTEST_TOKEN: SECRET,
    QTEST_BASE_URL: 'https://example.qtestnet.com',
  });

  expect(code).toBe(CONFIG_FAULT);
  expect(stderr).toContain('CONTROL_TOKEN');
});

test.for([
  ['control-api', 'CONTROL_PORT'],
  ['transformer', 'HEALTH_PORT'],
] as const)('the %s says in one line that its port is taken, and exits 78', async ([service, variable]) => {
  await using dir = await tempDir();
  await using taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;

  const { code, stderr } = await startWith(service, {
    DATA_DIR: dir.path,
    REDIS_URL: 'redis://127.0.0.1:1',
    ZEPHYR_TOKEN: SECRET,
    QTEST_TOKEN: SECRET,
    QTEST_BASE_URL: 'https://example.qtestnet.com',
    [variable]: String(port),
  });

  expect(code).toBe(CONFIG_FAULT);
  expect(stderr).toBe(
    `The environment cannot be used:\n  - ${variable}: port ${port} is taken by another process\n`,
  );
});

async function startWith(service: ServiceName, env: Readonly<Record<string, string>>) {
  const main = fileURLToPath(new URL(`../../services/${service}/src/main.ts`, import.meta.url));
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, stderr };
}
