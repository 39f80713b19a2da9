import { type Command, Option } from 'commander';
import { type DemoFlags, SIZES } from '../demo/demo-flags.ts';
import { addJsonFlag, type CommandDeps } from './command-deps.ts';
import { readCount, readMilliseconds } from './option-parsers.ts';
import { START_GROUP } from './up.ts';

/** The demo's code is loaded only when it runs, since that takes a while. */
export function addDemo(program: Command, { cli, finish }: CommandDeps): void {
  const command = program
    .command('demo')
    .helpGroup(START_GROUP)
    .summary('a whole migration between stand-ins of both APIs; needs nothing')
    .description(
      'Start a stand-in Zephyr with made-up data, an empty stand-in qTest and all services, carry everything over, verify it, and write the report. Real systems are not touched, whatever the environment names.',
    )
    .optionsGroup('Data:')
    .option(
      '--data <DIR>',
      'the test cases of this folder instead of made-up ones, one migration for each project',
    )
    .addOption(
      new Option('--size <SIZE>', 'how much is made up').choices(Object.keys(SIZES)).default('medium'),
    )
    .option('--cases <N>', 'made-up test cases, instead of a size', readCount)
    .optionsGroup('Set-up:')
    .option('--loaders <N>', 'processes that write to qTest', readCount, 1)
    .option('--latency <MS>', 'added to every request to either API', readMilliseconds, 0)
    .option('--port <PORT>', 'port of the control API (default: a free one)', readCount)
    .option('--data-dir <DIR>', 'where to keep everything (default: a new folder in ./data/demo)')
    .option('--keep', 'leave everything running at the end, to look around');
  addJsonFlag(command).action(async (flags: DemoFlags) => {
    const { runDemo } = await import('../demo/run-demo.ts');
    finish(await runDemo(cli, flags));
  });
}
