import { ConfigError, readConfig } from '@z2q/process';
import { expect, test } from 'vitest';
import { Config } from './config.ts';

const ENOUGH = {
  ZEPHYR_TOKEN: 'zephyr-secret',
  QTEST_BASE_URL: 'https://shop.qtestnet.com',
  QTEST_TOKEN: 'qtest-secret',
};

test('only the APIs need to be named', () => {
  const config = readConfig(Config, ENOUGH);

  expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, token: null });
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
  expect(faultsOf({ ...ENOUGH, CONTROL_HOST: host, CONTROL_TOKEN: 'long' })).toEqual([]);
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
