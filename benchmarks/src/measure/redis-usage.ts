import { Redis } from 'ioredis';
import type { ProcessUsage } from './process-usage.ts';

export type RedisFacts = { readonly version: string; readonly usage: ProcessUsage };

/** Of the whole server: with a `REDIS_URL` of others, what they keep there counts too. */
export async function readRedis(url: string): Promise<RedisFacts> {
  const client = new Redis(url);
  try {
    const info = await client.info();
    const numberOf = (name: string): number => Number(readValue(info, name));
    return {
      version: readValue(info, 'redis_version'),
      usage: {
        name: 'redis',
        peakBytes: numberOf('used_memory_peak'),
        cpuSeconds: numberOf('used_cpu_user') + numberOf('used_cpu_sys'),
      },
    };
  } finally {
    client.disconnect();
  }
}

const readValue = (info: string, name: string): string =>
  new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1] ?? '';
