import type { Redis } from 'ioredis';

/** Every key and value of a Redis database as one text. */
export async function dumpRedis(client: Redis): Promise<string> {
  const parts: string[] = [];
  for await (const keys of client.scanStream({ count: 500 }))
    for (const key of keys as readonly string[]) parts.push(key, JSON.stringify(await readKey(client, key)));
  return parts.join('\n');
}

async function readKey(client: Redis, key: string): Promise<unknown> {
  switch (await client.type(key)) {
    case 'string':
      return client.get(key);
    case 'hash':
      return client.hgetall(key);
    case 'list':
      return client.lrange(key, 0, -1);
    case 'set':
      return client.smembers(key);
    case 'zset':
      return client.zrange(key, '0', '-1');
    case 'stream':
      return client.xrange(key, '-', '+');
    default:
      return null;
  }
}
