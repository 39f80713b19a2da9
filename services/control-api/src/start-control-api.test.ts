import { readConfig } from '@z2q/process';
import { findMeantUrl, inMigration, meanSites } from '@z2q/store';
import { expect, test } from 'vitest';
import { Config } from './config.ts';
import { openTestApi } from './open-test-api.ts';
import { startControlApi } from './start-control-api.ts';

test('a run that was started with a mistyped address is meant for the right one once that is in the variables', async () => {
  await using kit = await openTestApi();
  const { store } = kit.context;
  const id = await kit.aMigration();
  const mistyped = { source: 'http://127.0.0.1:7', target: 'http://127.0.0.1:8' };
  await store.write((tx) => meanSites(inMigration(tx, id), mistyped));
  const { env } = kit;

  await using _again = await startControlApi(
    readConfig(Config, { ...env, REDIS_URL: kit.context.config.redisUrl, CONTROL_PORT: '0' }),
  );

  expect(await findMeantUrl(inMigration(store.read, id), 'target')).toBe(env.QTEST_BASE_URL);
});
