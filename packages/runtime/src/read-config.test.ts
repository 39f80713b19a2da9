import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { SourceWorkerConfig, TargetWorkerConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type Environment, readConfig } from './read-config.ts';

function faultsOf(
  schema: typeof SourceWorkerConfig | typeof TargetWorkerConfig,
  env: Environment,
): readonly string[] {
  try {
    readConfig(schema, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test('every wrong or missing variable is named at once', () => {
  const faults = faultsOf(TargetWorkerConfig, {
    REDIS_URL: 'nonsense',
    QTEST_CONCURRENCY: '0',
    HEALTH_PORT: '99999',
    LOG_LEVEL: 'loud',
  });

  const named = faults.map((fault) => fault.split(':')[0]).toSorted();
  expect(named).toEqual([
    'HEALTH_PORT',
    'LOG_LEVEL',
    'QTEST_BASE_URL',
    'QTEST_CONCURRENCY',
    'QTEST_TOKEN',
    'REDIS_URL',
  ]);
});

test.each([
  [
    'a qTest address with the API path',
    { QTEST_BASE_URL: 'https://example.qtestnet.com/api/v3', QTEST_TOKEN: 'token' },
    /without \/api\/v3/,
  ],
  [
    'an empty token',
    { QTEST_BASE_URL: 'https://example.qtestnet.com', QTEST_TOKEN: '' },
    /QTEST_TOKEN: is missing/,
  ],
  [
    'a token file that is not there',
    { QTEST_BASE_URL: 'https://example.qtestnet.com', QTEST_TOKEN_FILE: '/nowhere/token' },
    /QTEST_TOKEN_FILE.*ENOENT/,
  ],
])('%s is refused with what is wrong', (_, env, expected) => {
  expect(faultsOf(TargetWorkerConfig, env).join('\n')).toMatch(expected);
});

test('Data Center is refused, not half supported', () => {
  expect(faultsOf(SourceWorkerConfig, { ZEPHYR_KIND: 'server', ZEPHYR_TOKEN: 'token' }).join()).toMatch(
    /ZEPHYR_KIND.*Data Center/,
  );
});

test('a token comes from the file its variable names, and is shown nowhere', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'z2q-config-'));
  await writeFile(join(dir, 'token'), 'very-secret-token\n');

  const config = readConfig(SourceWorkerConfig, { ZEPHYR_TOKEN_FILE: join(dir, 'token') });
  await rm(dir, { recursive: true });

  expect(config.zephyr.token.reveal()).toBe('very-secret-token');
  expect(inspect(config, { depth: 10 }) + JSON.stringify(config) + String(config.zephyr.token)).not.toContain(
    'very-secret',
  );
});

test('a trailing slash of an address is dropped', () => {
  const config = readConfig(TargetWorkerConfig, {
    QTEST_BASE_URL: 'https://example.qtestnet.com/',
    QTEST_TOKEN: 'token',
  });

  expect(config.qtest.baseUrl).toBe('https://example.qtestnet.com');
});
