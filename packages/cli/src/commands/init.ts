import type { Command } from 'commander';
import type { InitFlags } from '../init/run-init.ts';
import type { CommandDeps } from './command-deps.ts';
import { readCount } from './option-parsers.ts';

export function addInit(program: Command, { cli }: CommandDeps): void {
  program
    .command('init')
    .helpGroup('Start:')
    .summary('write the settings, and a mapping, for a new installation')
    .description(
      'Write .env with a comment on each variable, for its owner alone to read, and a mapping where both projects are named. Tokens come from ZEPHYR_TOKEN and QTEST_TOKEN, never from flags; what is not set is asked at a terminal.',
    )
    .option('--dir <DIR>', 'where to write', '.')
    .option('--zephyr-url <URL>', 'address of the Zephyr Scale API')
    .option('--qtest-url <URL>', 'address of the qTest site')
    .option('-p, --project <KEY>', 'Zephyr project key, for the mapping', (key) => key.toUpperCase())
    .option('-t, --target <ID>', 'qTest project id, for the mapping', readCount)
    .option('--force', 'overwrite what is there')
    .action(async (flags: InitFlags) => {
      const { runInit } = await import('../init/run-init.ts');
      await runInit(cli, flags);
    });
}
