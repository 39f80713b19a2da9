import type { Command } from 'commander';
import { addJsonFlag, type CommandDeps, type JsonFlag } from './command-deps.ts';
import { readCount } from './option-parsers.ts';

export type UpFlags = JsonFlag & { readonly loaders: number };

export const START_GROUP = 'Start:';

/** The code is loaded only when it runs, since that takes a while. */
export function addUp(program: Command, { cli, finish }: CommandDeps): void {
  const command = program
    .command('up')
    .helpGroup(START_GROUP)
    .summary('run everything on this machine')
    .description(
      'Run all five services on this machine, and a Redis of their own unless REDIS_URL is set. A process that ends unexpectedly is started again. Ctrl-C stops all in order. "z2q help environment" lists what it needs.',
    );
  command.option('--loaders <N>', 'processes that write to qTest', readCount, 1);
  addJsonFlag(command).action(async (flags: UpFlags) => {
    const { runUp } = await import('../up/run-up.ts');
    finish(await runUp(cli, flags));
  });
}
