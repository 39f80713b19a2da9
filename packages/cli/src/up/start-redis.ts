import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Environment } from '@z2q/process';
import { CliError, EXIT } from '../cli-error.ts';
import { poll } from '../poll.ts';
import { askRedis } from './ask-redis.ts';
import { freePort } from './free-port.ts';
import { keepProcess } from './keep-process.ts';
import { readLogTail } from './log-tail.ts';

export type StartedRedis = { readonly url: string; stop(graceMs: number): Promise<void> };
export type RedisSettings = {
  /** Folder of its append-only file, so that jobs survive a restart. */
  readonly dir: string;
  readonly logPath: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly onDeath: () => void;
};

const START_MS = 20_000;
const PROGRAMS = ['redis-server', 'valkey-server'];

/** Starts a Redis on loopback, or takes over one that a killed `up` has left on the same files. */
export async function startRedis(settings: RedisSettings): Promise<StartedRedis> {
  const { dir, logPath, env, signal, onDeath } = settings;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const portFile = join(dir, 'port');
  const leftOver = await findLeftOver(portFile);
  if (leftOver !== undefined)
    return toStarted(leftOver, portFile, async () => void (await askRedis(leftOver, 'SHUTDOWN')));

  const port = await freePort();
  const command = findProgram(env);
  const kept = keepProcess(
    { name: 'redis', command, args: toArguments(port, dir), env: { PATH: env.PATH }, logPath },
    onDeath,
  );
  writeFileSync(portFile, String(port));
  const isUp = await poll(async () => (await askRedis(port, 'PING')) === '+PONG', {
    timeoutMs: START_MS,
    signal,
  });
  if (isUp) return toStarted(port, portFile, kept.stop);
  await kept.stop(0);
  const message = `Redis did not start:\n${readLogTail(logPath)}`;
  throw new CliError(EXIT.notReachedOrNotAllowed, message, 'Or use one that runs already: set REDIS_URL.');
}

const toStarted = (
  port: number,
  portFile: string,
  stop: (graceMs: number) => Promise<void>,
): StartedRedis => ({
  url: `redis://127.0.0.1:${port}`,
  stop: async (graceMs) => {
    await stop(graceMs);
    rmSync(portFile, { force: true });
  },
});

async function findLeftOver(portFile: string): Promise<number | undefined> {
  try {
    const port = Number(readFileSync(portFile, 'utf8'));
    return (await askRedis(port, 'PING')) === '+PONG' ? port : undefined;
  } catch {
    return undefined;
  }
}

function toArguments(port: number, dir: string): readonly string[] {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir,
    appendonly: 'yes',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

function findProgram({ PATH = '' }: Environment): string {
  const paths = PROGRAMS.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  const found = paths.find(isExecutable);
  if (found !== undefined) return found;
  throw new CliError(
    EXIT.notReachedOrNotAllowed,
    'There is no redis-server on this machine, and REDIS_URL is not set.',
    'Install one (apt-get install redis-server, brew install redis), or set REDIS_URL to one that runs.',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
