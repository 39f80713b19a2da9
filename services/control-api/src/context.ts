import { createRateBudget, type RateBudget } from '@z2q/http';
import {
  type ApiConfig,
  closeToOthers,
  createLogger,
  isPlainHttp,
  type Logger,
  logSparingly,
  readBuild,
} from '@z2q/process';
import { openImpatientRedis, openQueues, openTraces, type Queues, type Traces } from '@z2q/queues';
import { listBatchKeys, openStore, type Store } from '@z2q/store';
import type { Redis } from 'ioredis';
import { type ControlTokens, readControlTokens } from './access/control-tokens.ts';
import type { Config } from './config.ts';

export type ControlContext = AsyncDisposable & {
  readonly config: Config;
  readonly tokens: ControlTokens;
  readonly log: Logger;
  readonly store: Store;
  /** Commands fail at once while Redis is away, so that requests are answered without it. */
  readonly redis: Redis;
  readonly queues: Queues;
  readonly traces: Traces | undefined;
  readonly sourceBudget: RateBudget;
  readonly targetBudget: RateBudget;
  readonly now: () => Date;
};

/** Opens everything, and closes what is open already if one part fails. Redis may be away. */
export async function openContext(config: Config): Promise<ControlContext> {
  await using stack = new AsyncDisposableStack();
  const log = createLogger('control-api', config.logLevel);
  const traces = await openTraces(config.traces, {
    service: 'control-api',
    instance: `control-api-${process.pid}`,
    version: readBuild().version,
    onError: (error) => log.warn({ err: error }, 'spans are lost until the collector takes them'),
  });
  stack.use(traces);
  await closeToOthers(config.dataDir, log);
  warnOfPlainHttp(config, log);
  const tokens = await readControlTokens(config);
  const store = stack.use(await openStore(config.dataDir));
  const onError = logSparingly((error, unsaid) =>
    log.warn({ err: error, unsaid }, 'the connection to Redis failed'),
  );
  const redis = openImpatientRedis(config.redisUrl, onError);
  stack.defer(() => redis.disconnect());
  const queues = openQueues(redis, { traces, listKeys: (batches) => listBatchKeys(store.read, batches) });
  stack.defer(() => closeQueues(queues, redis));
  const budgetOf = ({ baseUrl, maxRps }: ApiConfig): RateBudget =>
    createRateBudget({ redis, key: new URL(baseUrl).host, maxRps });
  const owned = stack.move();
  return {
    config,
    tokens,
    log,
    store,
    redis,
    queues,
    traces,
    sourceBudget: budgetOf(config.zephyr),
    targetBudget: budgetOf(config.qtest),
    now: () => new Date(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function warnOfPlainHttp({ zephyr, qtest }: Config, log: Logger): void {
  for (const { baseUrl } of [zephyr, qtest].filter((api) => isPlainHttp(api.baseUrl))) {
    log.warn({ baseUrl }, 'plain http: the token and all records can be read on the way');
  }
}

/** A queue waits for its connection before it closes, so a connection that never came is ended first. */
async function closeQueues(queues: Queues, redis: Redis): Promise<void> {
  if (redis.status !== 'ready') redis.disconnect();
  await queues[Symbol.asyncDispose]();
}
