import { EntityType, FailureCode } from '@z2q/contracts';
import { type Command, Option } from 'commander';
import { EXIT } from '../cli-error.ts';
import { plural } from '../progress/format.ts';
import { findRun } from '../selection/find-run.ts';
import { addRunFlags, type RunFlags } from '../selection/migration-flags.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { followToEnd } from './follow-to-end.ts';
import { RUN_GROUP } from './run-actions.ts';

type Flags = RunFlags &
  JsonFlag & {
    readonly type?: EntityType;
    readonly code?: FailureCode;
    readonly sourceId?: readonly string[];
    readonly detach?: boolean;
  };

export function addRetry(program: Command, deps: CommandDeps): void {
  const command = program
    .command('retry')
    .helpGroup(RUN_GROUP)
    .summary('try the failed records of a run again, and nothing else')
    .description('Try the failed records of a run again, and nothing else. Without a filter: all of them.')
    .optionsGroup('Which records:')
    .addOption(new Option('--type <TYPE>', 'only records of this type').choices(EntityType.options))
    .addOption(new Option('--code <CODE>', 'only failures of this code').choices(FailureCode.options))
    .option('--source-id <ID...>', 'only these records, by their Zephyr id');
  addJsonFlag(addRunFlags(command))
    .option('-d, --detach', 'start and do not wait')
    .action((flags: Flags) => retry(deps, flags));
}

async function retry({ cli, finish }: CommandDeps, flags: Flags): Promise<void> {
  const client = openControl(cli);
  const { run, migration } = await findRun(client, flags);
  const { value, json } = await client.retry(run.id, {
    ...(flags.type === undefined ? {} : { entityType: flags.type }),
    ...(flags.code === undefined ? {} : { code: flags.code }),
    ...(flags.sourceId === undefined ? {} : { sourceIds: [...flags.sourceId] }),
  });
  cli.stdout.write(flags.json ? `${json}\n` : `Trying ${plural(value.requeued, 'record')} again.\n`);
  if (flags.detach || value.requeued === 0) return finish(EXIT.done);
  finish(
    await followToEnd(cli, client, { id: run.id, migration, json: flags.json === true, printsRun: false }),
  );
}
