import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { createControlClient } from '../api/api-client.ts';
import { EXIT } from '../cli-error.ts';
import { paint } from '../paint.ts';
import { type Stack, startStack } from '../up/start-stack.ts';
import { listenForStop } from '../up/stop-signals.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag } from './command-deps.ts';
import { readCount } from './option-parsers.ts';

type Flags = JsonFlag & { readonly loaders: number };

export const START_GROUP = 'Start:';

export function addUp(program: Command, deps: CommandDeps): void {
  const command = program
    .command('up')
    .helpGroup(START_GROUP)
    .summary('run everything on this machine')
    .description(
      'Run all five services on this machine, and a Redis of their own unless REDIS_URL is set. What dies is started again. Ctrl-C stops all in order. "z2q help environment" lists what it needs.',
    );
  addJsonFlag(command.option('--loaders <N>', 'processes that write to qTest', readCount, 1)).action(
    (flags: Flags) => up(deps, flags),
  );
}

async function up({ cli, finish }: CommandDeps, { loaders, json }: Flags): Promise<void> {
  using signals = listenForStop(cli);
  const say = (line: string): void => void cli.stderr.write(`${line}\n`);
  try {
    await using stack = await startStack({
      env: cli.env,
      loaders,
      signal: signals.stop,
      force: signals.force,
      say,
    });
    if (json) cli.stdout.write(`${(await createControlClient(stack.access).listWorkers()).json}\n`);
    else cli.stdout.write(toPlaces(stack, cli.stdout));
    await signals.stopped;
  } catch (error) {
    if (!signals.stop.aborted) throw error;
    finish(EXIT.interrupted);
  }
}

export function toPlaces({ config, access, redisUrl }: Stack, stream: NodeJS.WriteStream): string {
  const inDataDir = (...parts: readonly string[]): string => {
    const path = join(config.dataDir, ...parts);
    const short = relative('.', path);
    return short.startsWith('..') ? path : short;
  };
  const redis =
    config.redisUrl === null ? `${redisUrl}, kept in ${inDataDir('redis')}` : new URL(redisUrl).host;
  const places = [
    ['Control API', `${access.url}/docs`],
    ['Queues', `${access.url}/queues  (any user, the token as password)`],
    ['Token', access.token === null ? 'CONTROL_TOKEN' : inDataDir('control-token')],
    ['Redis', redis],
    ['Logs', inDataDir('logs')],
  ] as const;
  const lines = places.map(([name, place]) => `  ${name.padEnd(12)}${place}`);
  return `${paint(stream, 'green', 'z2q is up.')} Ctrl-C stops it.\n${lines.join('\n')}\n`;
}
