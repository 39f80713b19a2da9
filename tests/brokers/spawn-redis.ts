import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { freePort, tempDir, waitFor } from '@z2q/test-kit';
import { Redis } from 'ioredis';

export type SpawnedRedis = AsyncDisposable & {
  readonly port: number;
  /** Kills it. */
  kill(): Promise<void>;
};

type Connection = { readonly password?: string; readonly tls?: { readonly rejectUnauthorized: boolean } };

export type SpawnOptions = {
  /** Lines of its configuration file. */
  readonly config: readonly string[];
  readonly isSentinel?: boolean;
  /** How the test itself connects to it. */
  readonly connection?: Connection;
};

/** Starts this machine's redis-server with a configuration file, which a sentinel needs. */
export async function spawnRedis({
  config,
  isSentinel = false,
  connection = {},
}: SpawnOptions): Promise<SpawnedRedis> {
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(await tempDir());
  const port = await freePort();
  const file = dir.join('redis.conf');
  const isPlain = !config.some((line) => line.startsWith('tls-port'));
  await writeFile(
    file,
    [...config, `bind 127.0.0.1`, `dir ${dir.path}`, `port ${isPlain ? port : 0}`]
      .join('\n')
      .replaceAll('{port}', String(port)),
  );
  const child = spawn('redis-server', [file, ...(isSentinel ? ['--sentinel'] : [])], { stdio: 'ignore' });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  stack.defer(kill);
  await waitFor(() => answers({ host: '127.0.0.1', port, ...connection }), {
    what: `redis-server on port ${port}`,
  });
  const owned = stack.move();
  return { port, kill, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function answers(
  options: Connection & { readonly host: string; readonly port: number },
): Promise<boolean> {
  const client = new Redis({ ...options, lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } finally {
    client.disconnect();
  }
}
