import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@z2q/process';
import { createControlClient } from '../api/api-client.ts';
import { type ControlAccess, readControlAccess } from '../api/read-control-access.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { poll } from '../poll.ts';
import { isPortFree } from './free-port.ts';
import type { KeptProcess } from './keep-process.ts';
import { toServiceSpecs } from './service-specs.ts';
import { startRedis } from './start-redis.ts';
import { readUpConfig, type UpConfig } from './up-config.ts';
import { watchStart } from './watch-start.ts';

export type StackSettings = {
  readonly env: Environment;
  readonly loaders: number;
  /** Aborts the start and stops what was started by then. */
  readonly signal: AbortSignal;
  /** Kills everything at once. */
  readonly force: AbortSignal;
  readonly say: (line: string) => void;
};

/** All services, running. Disposing stops them in order, then Redis. */
export type Stack = AsyncDisposable & {
  readonly config: UpConfig;
  readonly access: ControlAccess;
  readonly redisUrl: string;
};

/** Each service promises to end within this time. */
const STOP_MS = 10_000;
const READY_MS = 60_000;

/** Starts Redis if needed and all five services, and waits until they are ready. */
export async function startStack(settings: StackSettings): Promise<Stack> {
  const { env, loaders, signal, force, say } = settings;
  const config = readUpConfig(env);
  await refuseTakenPort(config);
  mkdirSync(join(config.dataDir, 'logs'), { recursive: true, mode: 0o700 });
  await using stack = new AsyncDisposableStack();
  const redisUrl = config.redisUrl ?? (await openRedis(stack, config, settings));
  const serviceEnv = { ...env, REDIS_URL: redisUrl, DATA_DIR: config.dataDir, HEALTH_PORT: undefined };
  const [controlApi, ...workers] = toServiceSpecs({ loaders, dataDir: config.dataDir, env: serviceEnv });
  const start = watchStart(signal, say);
  const kept: KeptProcess[] = [];
  stack.defer(() => stopAll(kept, STOP_MS));
  force.addEventListener('abort', () => void stopAll(kept, 0));

  if (controlApi) kept.push(start.keep(controlApi));
  const url = toControlUrl(config);
  await start.during((either) => waitForControlApi(url, either));
  kept.push(...workers.map(start.keep));
  const access = readControlAccess({ ...serviceEnv, CONTROL_URL: url });
  await start.during((either) => waitForWorkers(access, workers.length, either));
  start.done();
  const owned = stack.move();
  return { config, access, redisUrl, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** A wildcard host such as 0.0.0.0 is reached on loopback. */
const toControlUrl = ({ controlHost, controlPort }: UpConfig): string =>
  `http://${['0.0.0.0', '::'].includes(controlHost) ? '127.0.0.1' : controlHost}:${controlPort}`;

async function refuseTakenPort({ controlHost, controlPort }: UpConfig): Promise<void> {
  if (await isPortFree(controlHost, controlPort)) return;
  throw new CliError(
    EXIT.notReachedOrNotAllowed,
    `Port ${controlPort} on ${controlHost} is taken, by another "z2q up" perhaps.`,
    'End that one, or give this one another port: CONTROL_PORT=8081.',
  );
}

async function openRedis(
  stack: AsyncDisposableStack,
  { dataDir }: UpConfig,
  { env, signal, say }: StackSettings,
): Promise<string> {
  const redis = await startRedis({
    dir: join(dataDir, 'redis'),
    logPath: join(dataDir, 'logs', 'redis.log'),
    env,
    signal,
    onDeath: () => say('Redis ended unexpectedly; starting it again. Nothing is lost.'),
  });
  stack.defer(() => redis.stop(STOP_MS));
  return redis.url;
}

/** Stops the workers first, all at once, so that none still needs the control API. */
async function stopAll(kept: readonly KeptProcess[], graceMs: number): Promise<void> {
  const [controlApi, ...workers] = kept;
  await Promise.all(workers.map((worker) => worker.stop(graceMs)));
  await controlApi?.stop(graceMs);
}

async function waitForControlApi(url: string, signal: AbortSignal): Promise<void> {
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  if (await poll(isReady, { timeoutMs: READY_MS, signal })) return;
  throw new CliError(
    EXIT.notReachedOrNotAllowed,
    `The control API at ${url} does not become ready.`,
    'Is Redis at REDIS_URL there, and is DATA_DIR on a disk that can be written?',
  );
}

async function waitForWorkers(access: ControlAccess, count: number, signal: AbortSignal): Promise<void> {
  const client = createControlClient(access);
  const areAll = async () => (await client.listWorkers()).value.items.length >= count;
  if (await poll(areAll, { timeoutMs: READY_MS, signal })) return;
  throw new CliError(
    EXIT.notReachedOrNotAllowed,
    'Not all workers became ready in time.',
    'Their logs say why.',
  );
}
