import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export type ServiceName = 'control-api' | 'extractor' | 'transformer' | 'loader' | 'validator';

/** A service in a process of its own, as an operator runs it. Its log goes to a file. */
export type ServiceProcess = AsyncDisposable & {
  readonly name: ServiceName;
  readonly pid: number;
  readonly isAlive: () => boolean;
  /** Ends the process and waits until it is gone. @returns its exit code; null when a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
};

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));

export function startService(
  name: ServiceName,
  env: Readonly<Record<string, string>>,
  logDir: string,
): ServiceProcess {
  return startNode(name, [mainOf(name)], env, logDir);
}

/**
 * Several services in one process, for what is not about processes: they load their common modules once, which is most of a
 * start. The first that has stopped ends the process.
 */
export function startTogether(
  names: readonly ServiceName[],
  env: Readonly<Record<string, string>>,
  logDir: string,
): ServiceProcess {
  const urls = names.map((name) => pathToFileURL(mainOf(name)).href);
  const code = `await Promise.all(${JSON.stringify(urls)}.map((url) => import(url)));`;
  return startNode('control-api', ['--input-type=module', '--eval', code], env, logDir);
}

const mainOf = (name: ServiceName): string => join(REPOSITORY, 'services', name, 'src', 'main.ts');

function startNode(
  name: ServiceName,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  logDir: string,
): ServiceProcess {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, args, {
    // One arena, as `z2q up` and the image have it.
    env: { PATH, HOME, NODE_COMPILE_CACHE, MALLOC_ARENA_MAX: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(logDir, `${name}-${child.pid}.log`));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const end = (signal: NodeJS.Signals) => endChild(child, signal);
  return {
    name,
    pid: child.pid ?? 0,
    isAlive: () => !hasEnded(child),
    end,
    [Symbol.asyncDispose]: async () => void (await end('SIGTERM')),
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}
