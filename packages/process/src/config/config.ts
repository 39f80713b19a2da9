import { resolve } from 'node:path';
import { z } from 'zod';
import { BaseEnv, HealthEnv, JiraEnv, QtestEnv, requireWholeJira, ZephyrEnv } from './env-schema.ts';
import { type ProxyConfig, toProxyConfig } from './proxy-env.ts';
import type { Secret } from './secret.ts';

export type BaseConfig = {
  readonly redisUrl: string;
  readonly dataDir: string;
  /** How many milliseconds after it was sent a write may still appear on the target. */
  readonly settleMs: number;
  readonly logLevel: string;
  /** Where spans are sent to; null: nowhere. */
  readonly traces: { readonly endpoint: string; readonly headers: Secret | null } | null;
};
export const toBaseConfig = (env: z.output<typeof BaseEnv>): BaseConfig => ({
  redisUrl: env.REDIS_URL,
  dataDir: resolve(env.DATA_DIR),
  settleMs: env.QTEST_WRITE_SETTLE_MS,
  logLevel: env.LOG_LEVEL,
  traces:
    env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? null
      : { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, headers: env.OTEL_EXPORTER_OTLP_HEADERS ?? null },
});

export type ApiConfig = {
  readonly baseUrl: string;
  readonly token: { readonly reveal: () => string };
  /** Requests a second over all processes; 0: no limit of our own. */
  readonly maxRps: number;
  /** Requests in flight in this process. */
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly proxies: ProxyConfig;
};
export const toZephyrConfig = (env: z.output<typeof ZephyrEnv>): ApiConfig => ({
  baseUrl: env.ZEPHYR_BASE_URL,
  token: env.ZEPHYR_TOKEN,
  maxRps: env.ZEPHYR_MAX_RPS,
  concurrency: env.ZEPHYR_CONCURRENCY,
  timeoutMs: env.HTTP_TIMEOUT_MS,
  proxies: toProxyConfig(env),
});
export const toQtestConfig = (env: z.output<typeof QtestEnv>): ApiConfig => ({
  baseUrl: env.QTEST_BASE_URL,
  token: env.QTEST_TOKEN,
  maxRps: env.QTEST_MAX_RPS,
  concurrency: env.QTEST_CONCURRENCY,
  timeoutMs: env.HTTP_TIMEOUT_MS,
  proxies: toProxyConfig(env),
});

/** Options of an API client. */
export const toClientOptions = ({ baseUrl, token, concurrency, timeoutMs, proxies }: ApiConfig) => ({
  baseUrl,
  token: token.reveal,
  concurrency,
  timeoutMs,
  proxies: proxies.reveal(),
});

export type WorkerConfig = BaseConfig & {
  readonly health: { readonly host: string; readonly port: number } | null;
};
const toWorkerConfig = (env: z.output<typeof BaseEnv> & z.output<typeof HealthEnv>): WorkerConfig => ({
  ...toBaseConfig(env),
  health: env.HEALTH_PORT === undefined ? null : { host: env.HEALTH_HOST, port: env.HEALTH_PORT },
});

const WorkerEnv = z.object({ ...BaseEnv.shape, ...HealthEnv.shape });

/** Configuration of a worker that calls no API. */
export const WorkerConfig = z
  .object({ ...WorkerEnv.shape, ...JiraEnv.shape })
  .superRefine(requireWholeJira, { when: () => true })
  .transform(toWorkerConfig);
/** Configuration of a worker that reads from Zephyr. */
export const SourceWorkerConfig = z
  .object({ ...WorkerEnv.shape, ...ZephyrEnv.shape })
  .transform((env) => ({ ...toWorkerConfig(env), zephyr: toZephyrConfig(env) }));
/** Configuration of a worker that calls qTest. */
export const TargetWorkerConfig = z
  .object({ ...WorkerEnv.shape, ...QtestEnv.shape })
  .transform((env) => ({ ...toWorkerConfig(env), qtest: toQtestConfig(env) }));
