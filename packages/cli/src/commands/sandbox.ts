import { type Command, Option } from 'commander';
import { EXIT } from '../cli-error.ts';
import type { CommandDeps, JsonFlag } from './command-deps.ts';
import { readCount, readMilliseconds, readProjectSeed, readWhole } from './option-parsers.ts';

/** Options of both stand-ins. */
export type StandInFlags = JsonFlag & {
  readonly host: string;
  readonly port: number;
  readonly token?: string;
  readonly latency: number;
  readonly rateLimit?: number;
};
export type ZephyrFlags = StandInFlags & {
  readonly data?: string;
  readonly project: string;
  readonly seed: number;
  readonly cases: number;
  readonly executions?: number;
  readonly fitting?: boolean;
};
export type QtestFlags = StandInFlags & {
  readonly project?: readonly { readonly id: number; readonly name: string }[];
};

const DEFAULT_CASES = 120;

/** `sandbox zephyr` and `sandbox qtest`. Their code is loaded only when they run, since that takes a while. */
export function addSandbox(program: Command, deps: CommandDeps): void {
  const sandbox = program
    .command('sandbox')
    .helpGroup('Start:')
    .summary('a stand-in of Zephyr Scale or qTest, for trying things out')
    .description(
      'Run a stand-in of either API on this machine. It behaves like the real one, quirks included, and forgets everything when it ends.',
    );
  addZephyr(sandbox, deps);
  addQtest(sandbox, deps);
}

function addZephyr(sandbox: Command, deps: CommandDeps): void {
  const command = sandbox
    .command('zephyr')
    .summary('Zephyr Scale Cloud, read side')
    .description('Stand in for Zephyr Scale Cloud, with data that is made up or read from a folder.')
    .optionsGroup('Data:')
    .option('--data <DIR>', 'serve the test cases of this folder instead of made-up ones')
    .option('--project <KEY>', 'project key of the made-up data', (key) => key.toUpperCase(), 'DEMO')
    .option('--seed <N>', 'the same seed makes the same data', readWhole, 1)
    .option('--cases <N>', 'made-up test cases', readCount, DEFAULT_CASES)
    .option('--executions <N>', 'made-up executions (default: three a case)', readCount)
    .option('--fitting', 'leave out what qTest has no place for: files on cycles, folders of plans');
  addStandInFlags(command, 'ZEPHYR_TOKEN').action(async (flags: ZephyrFlags) => {
    const { runZephyr } = await import('../sandbox/run-zephyr.ts');
    await runZephyr(deps.cli, flags);
    deps.finish(EXIT.done);
  });
}

function addQtest(sandbox: Command, deps: CommandDeps): void {
  const command = sandbox
    .command('qtest')
    .summary('qTest Manager, in memory')
    .description('Stand in for qTest Manager v3, with empty projects.')
    .optionsGroup('Data:')
    .addOption(
      new Option('--project <ID=NAME>', 'a project; may be given several times')
        .argParser((text, all: QtestFlags['project'] | undefined) => [...(all ?? []), readProjectSeed(text)])
        .default(undefined, '1=Target'),
    );
  addStandInFlags(command, 'QTEST_TOKEN').action(async (flags: QtestFlags) => {
    const { runQtest } = await import('../sandbox/run-qtest.ts');
    await runQtest(deps.cli, flags);
    deps.finish(EXIT.done);
  });
}

const addStandInFlags = (command: Command, tokenVariable: string): Command =>
  command
    .optionsGroup('Behaviour:')
    .option('--host <HOST>', 'address to listen on', '127.0.0.1')
    .option('--port <PORT>', 'port to listen on; 0: a free one', readWhole, 0)
    .option('--token <TOKEN>', `token it takes (default: ${tokenVariable}, else one is made and shown)`)
    .option('--latency <MS>', 'added to every request', readMilliseconds, 0)
    .option('--rate-limit <RPS>', 'requests a second; above it the answer is 429', readCount)
    .optionsGroup('Output:')
    .option('--json', 'print one line of JSON when ready');
