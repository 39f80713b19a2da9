import { chmod, readFile, stat } from 'node:fs/promises';
import { ConfigError, readConfig } from '@z2q/process';
import { type TempDir, tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { Config } from '../config.ts';
import { readControlTokens } from './control-tokens.ts';

test('a token is made once, for the owner of the file alone, and kept', async () => {
  await using dir = await tempDir();
  const config = toConfig(dir);

  const [first, second] = await Promise.all([readControlTokens(config), readControlTokens(config)]);
  await chmod(dir.join('data', 'control-token'), 0o644);
  const later = await readControlTokens(config);

  const kept = (await readFile(dir.join('data', 'control-token'), 'utf8')).trim();
  expect([first, second, later].map((tokens) => tokens.full.reveal())).toEqual([kept, kept, kept]);
  expect(kept.length).toBeGreaterThan(40);
  expect((await stat(dir.join('data', 'control-token'))).mode & 0o777).toBe(0o600);
});

test('a token that is given is used, and none is made', async () => {
  await using dir = await tempDir();

  const tokens = await readControlTokens(toConfig(dir, { CONTROL_TOKEN: 'given' }));

  expect(tokens.full.reveal()).toBe('given');
  await expect(stat(dir.join('data', 'control-token'))).rejects.toThrow('ENOENT');
});

test('a kept token that was given to another role as well is refused, by that variable', async () => {
  await using dir = await tempDir();
  const kept = (await readControlTokens(toConfig(dir))).full.reveal();

  const reading = readControlTokens(toConfig(dir, { CONTROL_VIEW_TOKEN: kept }));

  await expect(reading).rejects.toThrow(ConfigError);
  await expect(reading).rejects.toThrow('CONTROL_VIEW_TOKEN: is the same');
});

const toConfig = (dir: TempDir, env: Record<string, string> = {}): Config =>
  readConfig(Config, {
    DATA_DIR: dir.join('data'),
    ZEPHYR_TOKEN: 'zephyr-secret',
    QTEST_BASE_URL: 'https://shop.qtestnet.com',
    QTEST_TOKEN: 'qtest-secret',
    ...env,
  });
