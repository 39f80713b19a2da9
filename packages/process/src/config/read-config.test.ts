import { mkdtempDisposable, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { SourceWorkerConfig, TargetWorkerConfig, WorkerConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type Environment, readConfig } from './read-config.ts';

async function openDir() {
  const dir = await mkdtempDisposable(join(tmpdir(), 'z2q-config-'));
  return { path: dir.path, join: (name: string) => join(dir.path, name), [Symbol.asyncDispose]: dir.remove };
}

function faultsOf(
  schema: typeof SourceWorkerConfig | typeof TargetWorkerConfig | typeof WorkerConfig,
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

const QTEST = { QTEST_BASE_URL: 'https://example.qtestnet.com', QTEST_TOKEN: 'token' };

test.for([
  ['a token with a line break', { QTEST_TOKEN: 'one\ntwo' }, /^QTEST_TOKEN: has a line break/],
  ['a token with letters that no header carries', { QTEST_TOKEN: 'tökén' }, /^QTEST_TOKEN: .*no header/],
  ['a time-out that no timer can wait', { HTTP_TIMEOUT_MS: '2147483648' }, /^HTTP_TIMEOUT_MS: .*at most/],
  ['a data directory in a file', { DATA_DIR: `${import.meta.filename}/data` }, /^DATA_DIR: .*is a file/],
  ['a data directory that is a file', { DATA_DIR: import.meta.filename }, /^DATA_DIR: .*is a file/],
  ['a data directory that cannot be made', { DATA_DIR: '/proc/nope/data' }, /^DATA_DIR: .*cannot be made/],
  ['a data directory that cannot be written', { DATA_DIR: '/proc' }, /^DATA_DIR: .*cannot be written/],
] as const)('%s is refused, whatever else is right', ([, env, expected]) => {
  const faults = faultsOf(TargetWorkerConfig, { ...QTEST, ...env });

  expect(faults).toEqual([expect.stringMatching(expected)]);
});

test('looking whether a data directory can be made leaves nothing behind', async () => {
  await using dir = await openDir();

  const config = readConfig(TargetWorkerConfig, { ...QTEST, DATA_DIR: dir.join('some/where') });

  expect(config.dataDir).toBe(dir.join('some/where'));
  expect(await readdir(dir.path)).toEqual([]);
});

test('a file of a secret that the service does not ask for is not read', () => {
  const faults = faultsOf(TargetWorkerConfig, {
    ...QTEST,
    ZEPHYR_TOKEN_FILE: '/nowhere',
    GITHUB_TOKEN_FILE: '/',
  });

  expect(faults).toEqual([]);
});

test('what is wrong with the text of a file is blamed on the variable that names it', async () => {
  await using dir = await openDir();
  await writeFile(dir.join('empty'), '\n');
  await writeFile(dir.join('two-lines'), 'one\ntwo\n');
  await writeFile(dir.join('redis'), 'http://somewhere\n');

  const faults = faultsOf(SourceWorkerConfig, {
    ZEPHYR_TOKEN_FILE: dir.join('empty'),
    REDIS_URL_FILE: dir.join('redis'),
  });
  const other = faultsOf(SourceWorkerConfig, { ZEPHYR_TOKEN_FILE: dir.join('two-lines') });

  expect(faults.toSorted()).toEqual([
    'REDIS_URL_FILE: the text of its file must be a redis:// or rediss:// URL',
    'ZEPHYR_TOKEN_FILE: the text of its file is empty',
  ]);
  expect(other).toEqual([expect.stringMatching(/^ZEPHYR_TOKEN_FILE: the text of its file has a line break/)]);
});

test('an empty file of a secret that may be left out counts as unset, as an empty variable does', async () => {
  await using dir = await openDir();
  await writeFile(dir.join('empty'), '\n');

  const config = readConfig(WorkerConfig, {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    OTEL_EXPORTER_OTLP_HEADERS_FILE: dir.join('empty'),
  });

  expect(config.traces?.headers).toBeNull();
});

test('the broker, whose address holds a password, may come from a file', async () => {
  await using dir = await openDir();
  await writeFile(dir.join('redis'), 'rediss://user:password@broker:6380\n');

  const config = readConfig(TargetWorkerConfig, { ...QTEST, REDIS_URL_FILE: dir.join('redis') });

  expect(config.redisUrl).toBe('rediss://user:password@broker:6380');
});

test.for([
  [{ JIRA_BASE_URL: 'https://shop.atlassian.net' }, ['JIRA_EMAIL', 'JIRA_TOKEN']],
  [{ JIRA_BASE_URL: 'shop', JIRA_EMAIL: 'me', JIRA_TOKEN: 'token' }, ['JIRA_BASE_URL', 'JIRA_EMAIL']],
  [{ JIRA_BASE_URL: 'https://shop.atlassian.net', JIRA_EMAIL: 'me@example.com', JIRA_TOKEN: 'token' }, []],
  [{}, []],
] as const)('of Jira, %j is taken whole or not at all', ([env, faulty]) => {
  const faults = faultsOf(WorkerConfig, env);

  expect(faults.map((fault) => fault.split(':')[0])).toEqual(faulty);
});

test('Data Center is refused, not half supported', () => {
  expect(faultsOf(SourceWorkerConfig, { ZEPHYR_KIND: 'server', ZEPHYR_TOKEN: 'token' }).join()).toMatch(
    /ZEPHYR_KIND.*Data Center/,
  );
});

test('a token comes from the file its variable names, and is shown nowhere', async () => {
  await using dir = await openDir();
  await writeFile(dir.join('token'), 'very-secret-token\n');

  const config = readConfig(SourceWorkerConfig, { ZEPHYR_TOKEN_FILE: dir.join('token') });

  expect(config.zephyr.token.reveal()).toBe('very-secret-token');
  expect(inspect(config, { depth: 10 }) + JSON.stringify(config) + String(config.zephyr.token)).not.toContain(
    'very-secret',
  );
});

test('the address of Redis, with its password, may come from a file too', async () => {
  await using dir = await openDir();
  await writeFile(dir.join('redis'), 'redis://:sekret@broker:6379\n');

  const config = readConfig(WorkerConfig, { REDIS_URL_FILE: dir.join('redis') });

  expect(config.redisUrl).toBe('redis://:sekret@broker:6379');
});

test('a trailing slash of an address is dropped', () => {
  const config = readConfig(TargetWorkerConfig, {
    QTEST_BASE_URL: 'https://example.qtestnet.com/',
    QTEST_TOKEN: 'token',
  });

  expect(config.qtest.baseUrl).toBe('https://example.qtestnet.com');
});

test('spans are sent nowhere unless an address is given, and the headers of its collector may be a file', async () => {
  await using dir = await openDir();
  await writeFile(dir.join('headers'), 'x-key=hidden\n');
  const env = { DATA_DIR: dir.path, OTEL_EXPORTER_OTLP_HEADERS_FILE: dir.join('headers') };

  const without = readConfig(WorkerConfig, env);
  const config = readConfig(WorkerConfig, { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' });

  expect(without.traces).toBeNull();
  expect(config.traces?.endpoint).toBe('http://collector:4318');
  expect(config.traces?.headers?.reveal()).toBe('x-key=hidden');
  expect(inspect(config, { depth: 10 }) + JSON.stringify(config)).not.toContain('hidden');
});
