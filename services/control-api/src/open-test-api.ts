import { MigrationId, type RunId } from '@z2q/contracts';
import { type Environment, readConfig } from '@z2q/process';
import { finishRun, markRunning, startRun } from '@z2q/store';
import { openRedis, tempDir, waitFor } from '@z2q/test-kit';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { buildApp } from './app.ts';
import { Config } from './config.ts';
import { type ControlContext, openContext } from './context.ts';
import type { ControlApp } from './http/control-app.ts';
import { loadMigration } from './runs/load-migration.ts';

export const TEST_TOKEN = 'test-token-of-the-control-api';
export const TEST_VIEW_TOKEN = 'test-token-of-the-viewers';
export const TEST_OPERATE_TOKEN = 'test-token-of-the-operators';

/** The API with a SQLite file and a Redis of its own. */
export type TestApi = AsyncDisposable & {
  readonly app: ControlApp;
  readonly context: ControlContext;
  /** The environment it was opened with, to open another one beside it. */
  readonly env: Environment;
  /** Sends a request with the full token; `headers` may replace it. */
  call(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    options?: InjectOptions,
  ): Promise<LightMyRequestResponse>;
  /** Creates a migration. All have the same two projects, and are allowed beside each other. */
  aMigration(): Promise<MigrationId>;
  /** Creates a run in the given state. */
  aRun(migrationId: MigrationId, state: 'queued' | 'running' | 'completed'): Promise<RunId>;
};

export async function openTestApi(env: Environment = {}): Promise<TestApi> {
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(await tempDir());
  const redisUrl = env.REDIS_URL ?? stack.use(await openRedis()).url;
  const given = toEnvironment(dir.path, redisUrl, env);
  const context = stack.use(await openContext(readConfig(Config, given)));
  if (env.REDIS_URL === undefined) {
    await waitFor(() => context.redis.status === 'ready', { what: 'the connection to Redis' });
  }
  const app = await buildApp(context);
  stack.defer(() => app.close());
  const call: TestApi['call'] = (method, url, options = {}) =>
    app.inject({
      method,
      url,
      ...options,
      headers: { authorization: `Bearer ${TEST_TOKEN}`, ...options.headers },
    });
  const owned = stack.move();
  return {
    app,
    context,
    env: given,
    call,
    aMigration: async () => {
      const body = { source: { projectKey: 'WEB' }, target: { projectId: 7 }, allowTwin: true };
      const created = await call('POST', '/v1/migrations', { body });
      return MigrationId.parse(created.json().id);
    },
    aRun: (migrationId, state) => makeRun(context, migrationId, state),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const toEnvironment = (dataDir: string, redisUrl: string, env: Environment): Environment => ({
  DATA_DIR: dataDir,
  REDIS_URL: redisUrl,
  LOG_LEVEL: 'silent',
  CONTROL_TOKEN: TEST_TOKEN,
  CONTROL_VIEW_TOKEN: TEST_VIEW_TOKEN,
  CONTROL_OPERATE_TOKEN: TEST_OPERATE_TOKEN,
  ZEPHYR_TOKEN: 'zephyr-secret',
  ZEPHYR_MAX_RPS: '0',
  QTEST_BASE_URL: 'http://127.0.0.1:9',
  QTEST_TOKEN: 'qtest-secret',
  QTEST_MAX_RPS: '0',
  ...env,
});

function makeRun(
  { store }: ControlContext,
  migrationId: MigrationId,
  state: 'queued' | 'running' | 'completed',
): Promise<RunId> {
  const now = '2026-03-01T12:00:00.000Z';
  return store.write(async (tx) => {
    const migration = await loadMigration(tx, migrationId);
    const { id } = await startRun(tx, migration, 'migrate', ['extract'], now);
    if (state !== 'queued') await markRunning(tx, id, now);
    if (state === 'completed') await finishRun(tx, id, 'completed', now);
    return id;
  });
}
