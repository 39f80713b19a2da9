import { type MigrationView, ReportView } from '@z2q/contracts';
import type { Command } from 'commander';
import { type ControlClient, parseAnswer } from '../api/api-client.ts';
import { ask } from '../ask.ts';
import type { CliContext } from '../cli-context.ts';
import { EXIT } from '../cli-error.ts';
import { formatCount } from '../progress/format.ts';
import { countsOf, TYPE_WORDS } from '../progress/phase-columns.ts';
import { findMigration } from '../selection/find-migration.ts';
import { newestRun } from '../selection/list-migrations.ts';
import { addRunFlags, type RunFlags } from '../selection/migration-flags.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { followToEnd, toTitle } from './follow-to-end.ts';
import { RUN_GROUP } from './run-actions.ts';

type Flags = RunFlags &
  JsonFlag & {
    readonly yes?: boolean;
    readonly detach?: boolean;
    readonly dryRun?: boolean;
    readonly force?: boolean;
  };

export function addRollback(program: Command, deps: CommandDeps): void {
  const command = program
    .command('rollback')
    .helpGroup(RUN_GROUP)
    .summary('delete from qTest exactly what a migration created')
    .description(
      'Delete from qTest exactly what a migration created, over all its runs, and nothing of anybody else. What somebody has edited or built upon since stays, and is named. At a terminal it asks first.',
    );
  addJsonFlag(addRunFlags(command))
    .option('--dry-run', 'delete nothing, and say what would be deleted and what would stay')
    .option('--force', 'delete also what somebody has edited or built upon since, if it shows our key')
    .option('-y, --yes', 'do not ask')
    .option('-d, --detach', 'start and do not wait')
    .action((flags: Flags) => rollBack(deps, flags));
}

async function rollBack({ cli, finish }: CommandDeps, flags: Flags): Promise<void> {
  const client = openControl(cli);
  const migration = await chooseMigration(client, flags);
  const { dryRun = false, force = false } = flags;
  if (!flags.yes && !dryRun && !(await confirm(cli, client, migration, force))) {
    cli.stderr.write('Nothing was deleted.\n');
    return finish(EXIT.interrupted);
  }
  const { value, json } = await client.rollBack(migration.id, { dryRun, force });
  if (flags.detach) {
    cli.stdout.write(
      flags.json
        ? `${json}\n`
        : `Started. Follow it with "${cli.command} status --watch --run ${value.id}".\n`,
    );
    return finish(EXIT.done);
  }
  finish(await followToEnd(cli, client, { id: value.id, migration, json: flags.json === true }));
}

async function chooseMigration(client: ControlClient, flags: Flags): Promise<MigrationView> {
  if (flags.run === undefined) return findMigration(client, flags);
  const { value } = await client.getRun(flags.run);
  return (await client.getMigration(value.migrationId)).value;
}

/** A script cannot be asked, and has said what it wants. */
async function confirm(
  { stdin, stderr }: CliContext,
  client: ControlClient,
  migration: MigrationView,
  isForced: boolean,
): Promise<boolean> {
  if (!stdin.isTTY || !stderr.isTTY) return true;
  const question = `Delete from ${await toPlace(client, migration)} everything that ${toTitle(migration)} ("${migration.name}") created${isForced ? ', with what others have done to it since' : ''}? [y/N] `;
  return /^y(es)?$/i.test(await ask(question, stdin, stderr));
}

/** Site, project and number of objects there, according to the report of the newest run that loaded. */
async function toPlace(client: ControlClient, { runs, target }: MigrationView): Promise<string> {
  const run = newestRun(runs.filter(({ kind, phases }) => kind === 'migrate' && phases.includes('load')));
  if (run === undefined) return `qTest project ${target.projectId}`;
  const json = await (await client.report(run.id, 'application/json')).text();
  const { migration } = parseAnswer(ReportView, json, 'the report');
  const { projectName, projectId, host } = migration.target;
  const counts = countsOf(run).map(([type, { loaded }]) => `${formatCount(loaded)} ${TYPE_WORDS[type]}`);
  const name = projectName === null ? '' : ` ("${projectName}")`;
  return `project ${projectId}${name} of ${host}, where its last run had ${counts.join(', ') || 'nothing'},`;
}
