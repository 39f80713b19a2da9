import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { leaseRedisDatabase } from './redis-lease.ts';
import { openRedisServer } from './redis-server.ts';
import { tempDir } from './temp-dir.ts';

test('a server with a folder keeps its keys over a restart on the same port', async () => {
  await using dir = await tempDir();
  const first = await openRedisServer({ dir: dir.path });
  await withClient(first.url, (client) => client.set('kept', 'yes'));
  await first[Symbol.asyncDispose]();

  await using second = await openRedisServer({ dir: dir.path, port: first.port });

  expect(await withClient(second.url, (client) => client.get('kept'))).toBe('yes');
});

test('two leases of one Redis see nothing of each other and leave nothing behind', async () => {
  await using server = await openRedisServer();
  {
    await using one = await leaseRedisDatabase(server.url);
    await using two = await leaseRedisDatabase(server.url);
    await withClient(one.url, (client) => client.set('mine', '1'));

    expect(await withClient(two.url, (client) => client.keys('*'))).toEqual([]);
  }

  expect(await withClient(server.url, (client) => client.info('keyspace'))).not.toContain('db');
});

async function withClient<T>(url: string, act: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await act(client);
  } finally {
    client.disconnect();
  }
}
