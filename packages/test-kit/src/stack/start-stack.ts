import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { openRedis, type TestRedis } from '../open-redis.ts';
import { tempDir } from '../temp-dir.ts';
import { waitFor } from '../wait-for.ts';
import type { ControlClient } from './control-client.ts';
import { createHttpControlClient } from './http-control-client.ts';
import { type ServiceName, type ServiceProcess, startService, startTogether } from './service-process.ts';

export type StackOptions = {
  readonly zephyr: { readonly baseUrl: string; readonly token: string };
  readonly qtest: { readonly url: string; readonly token: string };
  readonly loaders?: number;
  /** All services in one process, which costs a third of the processor; `newest` and `healthPorts` are not for it. */
  readonly isTogether?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Health ports of the first worker of each service, for tests that read its metrics. */
  readonly healthPorts?: Readonly<Partial<Record<ServiceName, number>>>;
};

/** All services as processes, with a Redis and a data directory of their own. */
export type Stack = AsyncDisposable & {
  readonly api: ControlClient;
  readonly url: string;
  readonly controlToken: string;
  readonly dataDir: string;
  readonly logDir: string;
  readonly redis: TestRedis;
  readonly processes: readonly ServiceProcess[];
  /** Starts one more process of a service, with additional settings. */
  start(name: ServiceName, env?: Readonly<Record<string, string>>): ServiceProcess;
  /** The process of a service that was started last and is still alive. */
  newest(name: ServiceName): ServiceProcess;
};

const CONTROL_TOKEN = 'control-token-for-tests';

export async function startStack(options: StackOptions): Promise<Stack> {
  const { loaders = 1, isTogether = false, healthPorts = {} } = options;
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(await tempDir());
  const redis = stack.use(await openRedis());
  const logDir = join(dir.path, 'logs');
  await mkdir(logDir);
  const port = await freePort();
  const dataDir = join(dir.path, 'data');
  const settings = toSettings(options, { redisUrl: redis.url, dataDir, port });
  const processes: ServiceProcess[] = [];
  const start: Stack['start'] = (name, own = {}) =>
    keep(processes, startService(name, { ...settings, ...own }, logDir));
  stack.defer(async () => void (await Promise.all(processes.map((service) => service.end('SIGTERM')))));
  const names: readonly ServiceName[] = [
    'control-api',
    'extractor',
    'transformer',
    ...Array<ServiceName>(loaders).fill('loader'),
    'validator',
  ];
  if (isTogether) keep(processes, startTogether(names, settings, logDir));
  else
    for (const [at, name] of names.entries())
      start(name, toHealthEnv(names.indexOf(name) === at, healthPorts[name]));
  const url = `http://127.0.0.1:${port}`;
  await waitFor(async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok || undefined, {
    timeoutMs: 60_000,
    what: `the control API (logs in ${logDir})`,
  });
  const api = createHttpControlClient(url, CONTROL_TOKEN);
  const held = stack.move();
  return {
    api,
    url,
    controlToken: CONTROL_TOKEN,
    dataDir,
    logDir,
    redis,
    processes,
    start,
    newest: (name) => findNewest(processes, name),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

type Own = { readonly redisUrl: string; readonly dataDir: string; readonly port: number };

const toSettings = ({ zephyr, qtest, env = {} }: StackOptions, { redisUrl, dataDir, port }: Own) => ({
  REDIS_URL: redisUrl,
  DATA_DIR: dataDir,
  CONTROL_PORT: String(port),
  CONTROL_TOKEN,
  ZEPHYR_BASE_URL: zephyr.baseUrl,
  ZEPHYR_TOKEN: zephyr.token,
  QTEST_BASE_URL: qtest.url,
  QTEST_TOKEN: qtest.token,
  ZEPHYR_MAX_RPS: '0',
  QTEST_MAX_RPS: '0',
  QTEST_WRITE_SETTLE_MS: '2000',
  ...env,
});

const toHealthEnv = (isFirst: boolean, port: number | undefined) =>
  isFirst && port !== undefined ? { HEALTH_PORT: String(port) } : {};

function keep<Item>(items: Item[], item: Item): Item {
  items.push(item);
  return item;
}

function findNewest(processes: readonly ServiceProcess[], name: ServiceName): ServiceProcess {
  const service = processes.findLast((process) => process.name === name && process.isAlive());
  if (!service) throw new RangeError(`No ${name} is alive`);
  return service;
}
