import { createRateBudget, type RateBudget } from '@z2q/http';
import { type ApiConfig, type BaseConfig, isPlainHttp } from '@z2q/process';
import { openImpatientRedis } from '@z2q/queues';
import type { WorkerParts } from './start-worker-service.ts';

/** Opens the rate budget of an API's host, which all processes share. */
export function openApiBudget(
  config: BaseConfig,
  api: ApiConfig,
  { log, resources }: Pick<WorkerParts, 'log' | 'resources'>,
): RateBudget {
  if (isPlainHttp(api.baseUrl)) {
    log.warn({ baseUrl: api.baseUrl }, 'plain http: the token and all records can be read on the way');
  }
  const redis = openImpatientRedis(config.redisUrl, (error) =>
    log.debug({ err: error }, 'rate budget without Redis'),
  );
  resources.defer(() => redis.disconnect());
  return createRateBudget({ redis, key: new URL(api.baseUrl).host, maxRps: api.maxRps });
}
