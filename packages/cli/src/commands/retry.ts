import { EntityType, FailureCode, type RetryRun } from '@z2q/contracts';
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
    readonly sourceKey?: readonly string[];
    readonly detach?: boolean;
  };

export function addRetry(program: Command, deps: CommandDeps): void {
  const command = program
    .command('retry')
    .helpGroup(RUN_GROUP)
    .summary('try the failed records of a run again')
    .description(
      'Try the failed records of a run again, with those that failed because of them. Without a filter: all.',
    )
    .optionsGroup('Which records:')
    .addOption(new Option('--type <TYPE>', 'only records of this type').choices(EntityType.options))
    .addOption(new Option('--code <CODE>', 'only failures of this code').choices(FailureCode.options))
    .option('--source-key <KEY...>', 'only these records, by the key that reports show')
    .option('--source-id <ID...>', 'only these records, by their Zephyr id or key');
  addJsonFlag(addRunFlags(command))
    .option('-d, --detach', 'start and do not wait')
    .action((flags: Flags) => retry(deps, flags));
}

async function retry({ cli, finish }: CommandDeps, flags: Flags): Promise<void> {
  const client = openControl(cli);
  const { run, migration } = await findRun(client, flags);
  const { value, json } = await client.retry(run.id, toFilter(flags));
  const said =
    value.requeued === 0 && isNamed(flags)
      ? 'No failed record of this run is named so. The failures are listed by z2q report.'
      : `Trying ${plural(value.requeued, 'record')} again.`;
  cli.stdout.write(`${flags.json ? json : said}\n`);
  if (value.requeued === 0 && isNamed(flags)) return finish(EXIT.finishedWithFailures);
  if (flags.detach || value.requeued === 0) return finish(EXIT.done);
  finish(
    await followToEnd(cli, client, { id: run.id, migration, json: flags.json === true, printsRun: false }),
  );
}

/** An id typed by the user may be a key, since reports show keys. */
function toFilter({ type, code, sourceId = [], sourceKey = [] }: Flags): RetryRun {
  const keys = [...sourceKey, ...sourceId];
  return {
    ...(type === undefined ? {} : { entityType: type }),
    ...(code === undefined ? {} : { code }),
    ...(sourceId.length === 0 ? {} : { sourceIds: [...sourceId] }),
    ...(keys.length === 0 ? {} : { sourceKeys: keys }),
  };
}

const isNamed = ({ sourceId, sourceKey }: Flags): boolean => (sourceId ?? sourceKey) !== undefined;
