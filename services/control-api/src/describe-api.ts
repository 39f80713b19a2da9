import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@z2q/process';
import { buildApp } from './app.ts';
import { Config } from './config.ts';
import { openContext } from './context.ts';

/** Builds the OpenAPI document, without a Redis, a Zephyr or a qTest. */
export async function describeApi(): Promise<unknown> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'z2q-openapi-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const env = {
    DATA_DIR: dataDir,
    REDIS_URL: 'redis://127.0.0.1:1',
    LOG_LEVEL: 'silent',
    ZEPHYR_TOKEN: 'unused',
    QTEST_BASE_URL: 'http://127.0.0.1:1',
    QTEST_TOKEN: 'unused',
  };
  const context = stack.use(await openContext(readConfig(Config, env)));
  const app = await buildApp(context);
  stack.defer(() => app.close());
  return app.swagger();
}
