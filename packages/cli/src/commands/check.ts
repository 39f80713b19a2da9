import type { Command } from 'commander';
import type { ControlClient } from '../api/api-client.ts';
import type { CliContext } from '../cli-context.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { toForecastLines } from '../progress/forecast-lines.ts';
import { chooseProjects } from '../selection/choose-projects.ts';
import { findOrMakeMigration } from '../selection/find-or-make-migration.ts';
import { addNewMigrationFlags, type NewMigrationFlags } from '../selection/migration-flags.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { toTitle } from './follow-to-end.ts';
import { printChecks } from './print-checks.ts';
import { MIGRATE_GROUP } from './run-phases.ts';

type Flags = NewMigrationFlags & JsonFlag;

export function addCheck(program: Command, deps: CommandDeps): void {
  const command = program
    .command('check')
    .helpGroup(MIGRATE_GROUP)
    .summary('preflight: are both projects there, and may the tokens do it?')
    .description(
      'Look for whatever would stop a migration, without writing to either side. Exit code 1 if anything would.',
    );
  addJsonFlag(addNewMigrationFlags(command)).action((flags: Flags) => check(deps, flags));
}

async function check({ cli, finish }: CommandDeps, flags: Flags): Promise<void> {
  const client = openControl(cli);
  const { migration, isNew } = await findOrMakeMigration(
    client,
    await chooseProjects(cli, client, flags),
    [],
  );
  const { value, json } = await client.preflight(migration.id);
  if (flags.json) cli.stdout.write(`${json}\n`);
  else {
    printChecks(toTitle(migration), value, cli.stdout);
    if (value.forecast) cli.stdout.write(`${toForecastLines(value.forecast).join('\n')}\n`);
    cli.stdout.write(value.ok ? 'Ready to migrate.\n' : 'Not ready: see what is marked ✗.\n');
  }
  if (isNew && !value.ok) await forgetAgain(cli, client, migration.id);
  finish(value.ok ? EXIT.done : EXIT.finishedWithFailures);
}

/** Deletes a migration that was made only for this check, for example with a mistyped project key. */
async function forgetAgain(
  { stderr, command }: CliContext,
  client: ControlClient,
  id: string,
): Promise<void> {
  try {
    await client.forget(id);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    stderr.write(
      `Migration ${id} was made for this check and stays: "${command} forget --migration ${id}" takes it away.\n`,
    );
  }
}
