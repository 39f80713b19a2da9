import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { openRedis } from '@z2q/test-kit';
import { readRedis } from '../measure/redis-usage.ts';

const GIGABYTE = 1024 ** 3;

/** The machine the figures were made on, in words, and how busy others kept it. */
export async function describeMachine(): Promise<string> {
  await using redis = await openRedis();
  const { version } = await readRedis(redis.url);
  const processors = cpus();
  const memory = (totalmem() / GIGABYTE).toFixed(0);
  return [
    `${processors.length} cores (${processors[0]?.model.trim() ?? 'unknown'})`,
    `${memory} GB`,
    `${platform()} ${release()}`,
    `Node ${process.version}`,
    `Redis ${version}`,
    `load ${(loadavg()[0] ?? 0).toFixed(1)} before the start`,
  ].join(', ');
}
