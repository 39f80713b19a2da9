import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Config } from '@z2q/control-api/config';
import { ConfigError, readConfig, SourceWorkerConfig, TargetWorkerConfig } from '@z2q/process';
import { type ServiceName, tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';

const CONFIG_FAULT = 78;
const SECRET = 'a-token-nobody-may-see';

/** A faulty value for each variable. A service reports those of the variables that it reads. */
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

const READ: readonly { readonly service: ServiceName; readonly faulty: readonly string[] }[] = [
  { service: 'control-api', faulty: [...BASE, 'CONTROL_PORT', ...SOURCE, ...TARGET, ...JIRA] },
  { service: 'extractor', faulty: [...WORKER, ...SOURCE] },
  { service: 'transformer', faulty: [...WORKER, ...JIRA] },
  { service: 'loader', faulty: [...WORKER, ...TARGET] },
  { service: 'validator', faulty: [...WORKER, ...TARGET] },
];
/** The service that reads most variables, and one worker. The other workers start in the same way. */
const STARTED = READ.filter(({ service }) => hasLongTests || ['control-api', 'loader'].includes(service));

test.each(STARTED)(
  'the $service names every wrong or missing variable at once and exits 78',
  async (given) => {
    const { code, stderr } = await startWith(given.service, WRONG);

    const named = [...stderr.matchAll(/^ {2}- (\w+):/gm)].map(([, name]) => name);
    expect(code).toBe(CONFIG_FAULT);
    expect(new Set(named)).toEqual(new Set(given.faulty));
  },
);

test.each([
  { service: 'control-api', schema: Config, missing: ['QTEST_BASE_URL', 'QTEST_TOKEN', 'ZEPHYR_TOKEN'] },
  { service: 'extractor', schema: SourceWorkerConfig, missing: ['ZEPHYR_TOKEN'] },
  { service: 'loader and validator', schema: TargetWorkerConfig, missing: ['QTEST_BASE_URL', 'QTEST_TOKEN'] },
])('the $service without any variable names those that have no default', ({ schema, missing }) => {
  const { faults } = refusalOf(() => readConfig(schema, {}));

  const named = faults.map((fault) => fault.split(':', 1)[0]);
  expect(named.sort()).toEqual([...missing].sort());
});

test('a token is never part of what is wrong with the environment', () => {
  const { message } = refusalOf(() => readConfig(TargetWorkerConfig, { ...WRONG, QTEST_TOKEN: SECRET }));

  expect(message).toContain('QTEST_BASE_URL');
  expect(message).not.toContain(SECRET);
});

test('a token file that cannot be read is named with its variable', () => {
  const { message } = refusalOf(() =>
    readConfig(SourceWorkerConfig, { ZEPHYR_TOKEN_FILE: '/nowhere/at/all' }),
  );

  expect(message).toContain('ZEPHYR_TOKEN_FILE');
});

test('the control API refuses an open address without a token', () => {
  const { faults } = refusalOf(() =>
    readConfig(Config, {
      CONTROL_HOST: '0.0.0.0',
      ZEPHYR_TOKEN: SECRET,
      QTEST_TOKEN: SECRET,
      QTEST_BASE_URL: 'https://example.qtestnet.com',
    }),
  );

  expect(faults).toEqual([expect.stringMatching(/^CONTROL_TOKEN:/)]);
});

test('the control API refuses a short token on an open address, and does not print it', async () => {
  const { code, stderr } = await startWith('control-api', {
    CONTROL_HOST: '0.0.0.0',
    CONTROL_TOKEN: 'a-long-random-token',
    CONTROL_VIEW_TOKEN: 'short-one',
    ZEPHYR_TOKEN: SECRET,
    QTEST_TOKEN: SECRET,
    QTEST_BASE_URL: 'https://example.qtestnet.com',
  });

  expect(code).toBe(CONFIG_FAULT);
  expect(stderr).toContain('CONTROL_VIEW_TOKEN: is shorter than 16 characters');
  expect(stderr).not.toContain('short-one');
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

function refusalOf(read: () => unknown): ConfigError {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('The environment is refused by nobody');
}

/** Does what `main.ts` does, in a process of its own. Other tests of faulty variables run in this process. */
async function startWith(service: ServiceName, env: Readonly<Record<string, string>>) {
  const main = fileURLToPath(new URL(`../../services/${service}/src/main.ts`, import.meta.url));
  const { NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, [main], {
    env: { NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, stderr };
}
