import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';
import { tempDir } from './temp-dir.ts';
import { waitFor } from './wait-for.ts';

export type RedisServerOptions = {
  /** Port on 127.0.0.1; a free one by default. */
  readonly port?: number;
  /** Folder of the append-only file. With it, keys survive a restart; without it they are only in memory. */
  readonly dir?: string;
};

export type RedisServer = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
};

/** A `redis-server` process with `noeviction`, as in production. Disposing ends it. */
export async function openRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  const port = options.port ?? (await freePort());
  await using stack = new AsyncDisposableStack();
  const dir = options.dir ?? stack.use(await tempDir()).path;
  const child = spawn('redis-server', serverArgs(port, dir, options.dir !== undefined), { stdio: 'ignore' });
  stack.defer(() => end(child));
  // A test run that is interrupted disposes of nothing.
  const kill = (): void => void child.kill();
  process.once('exit', kill);
  stack.defer(() => void process.off('exit', kill));
  const url = `redis://127.0.0.1:${port}`;
  await waitFor(() => isUp(url, child), { what: `redis-server on port ${port}` });
  const owned = stack.move();
  return { url, port, pid: child.pid as number, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function serverArgs(port: number, dir: string, keep: boolean): string[] {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir,
    save: '',
    appendonly: keep ? 'yes' : 'no',
    'maxmemory-policy': 'noeviction',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

async function isUp(url: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`redis-server exited with ${child.exitCode}`);
  const client = new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } finally {
    client.disconnect();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}
