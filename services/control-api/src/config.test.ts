import { writeFile } from 'node:fs/promises';
import { ConfigError, readConfig } from '@z2q/process';
import { tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { Config } from './config.ts';

const ENOUGH = {
  ZEPHYR_TOKEN: 'zephyr-secret',
  QTEST_BASE_URL: 'https://shop.qtestnet.com',
  QTEST_TOKEN: 'qtest-secret',
};

const LONG = 'a-long-random-token';

test('only the APIs need to be named', () => {
  const config = readConfig(Config, ENOUGH);

  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    tokens: { view: null, operate: null, full: null },
  });
  expect(JSON.stringify(config)).not.toMatch(/zephyr-secret|qtest-secret/);
});

test('all faults are named at once, a missing token on an open host among them', () => {
  const faults = faultsOf({ CONTROL_HOST: '0.0.0.0', CONTROL_PORT: 'eighty' });

  expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
    'CONTROL_PORT',
    'CONTROL_TOKEN',
    'QTEST_BASE_URL',
    'QTEST_TOKEN',
    'ZEPHYR_TOKEN',
  ]);
});

test.for(['localhost', '::1', '127.0.0.2'])('%s needs no token: nobody else reaches it', (host) => {
  expect(faultsOf({ ...ENOUGH, CONTROL_HOST: host })).toEqual([]);
});

test.for(['0.0.0.0', '::', '10.0.0.5', 'example.org'])('%s needs a token', (host) => {
  expect(faultsOf({ ...ENOUGH, CONTROL_HOST: host })).toHaveLength(1);
  expect(faultsOf({ ...ENOUGH, CONTROL_HOST: host, CONTROL_TOKEN: LONG })).toEqual([]);
});

test.for(['CONTROL_TOKEN', 'CONTROL_VIEW_TOKEN', 'CONTROL_OPERATE_TOKEN'])(
  'a short %s is refused where others reach it, and nowhere else',
  (name) => {
    const open = { ...ENOUGH, CONTROL_HOST: '0.0.0.0', CONTROL_TOKEN: LONG };

    expect(faultsOf({ ...open, [name]: 'x' })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: is shorter than 16`)),
    ]);
    expect(faultsOf({ ...ENOUGH, [name]: 'x' })).toEqual([]);
  },
);

test('a token for two roles is refused, whatever it came from', async () => {
  await using dir = await tempDir();
  await writeFile(dir.join('token'), LONG);

  const faults = faultsOf({
    ...ENOUGH,
    CONTROL_TOKEN: 'another',
    CONTROL_VIEW_TOKEN_FILE: dir.join('token'),
    CONTROL_OPERATE_TOKEN: LONG,
  });

  expect(faults).toEqual([
    expect.stringMatching(/^CONTROL_OPERATE_TOKEN: is the same as CONTROL_VIEW_TOKEN/),
  ]);
});

test('a short token is named beside every other fault', () => {
  const faults = faultsOf({ CONTROL_HOST: '0.0.0.0', CONTROL_TOKEN: 'x', CONTROL_PORT: 'eighty' });

  expect(faults.map((fault) => fault.split(':')[0])).toEqual(
    expect.arrayContaining(['CONTROL_PORT', 'CONTROL_TOKEN', 'QTEST_BASE_URL']),
  );
});

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(Config, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}
