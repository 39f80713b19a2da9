import { PHASES, type Phase } from '@z2q/contracts';
import type { Command } from 'commander';
import { EXIT } from '../cli-error.ts';
import { chooseProjects } from '../selection/choose-projects.ts';
import { findOrMakeMigration } from '../selection/find-or-make-migration.ts';
import { addNewMigrationFlags, type NewMigrationFlags } from '../selection/migration-flags.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { followToEnd } from './follow-to-end.ts';

export type PhasesCommand = {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly phases: readonly Phase[];
  readonly group: string;
};
type Flags = NewMigrationFlags & JsonFlag & { readonly detach?: boolean };

export const MIGRATE_GROUP = 'Migrate:';
const PHASE_GROUP = 'One phase at a time:';

/** Adds a command that runs phases of a migration, and creates the migration if there is none yet. */
export function addPhasesCommand(program: Command, deps: CommandDeps, command: PhasesCommand): void {
  const added = program
    .command(command.name)
    .helpGroup(command.group)
    .summary(command.summary)
    .description(command.description);
  addJsonFlag(addNewMigrationFlags(added))
    .option('-d, --detach', 'start the run and do not wait for it')
    .action((flags: Flags) => runPhases(deps, command.phases, flags));
}

async function runPhases(
  { cli, finish }: CommandDeps,
  phases: readonly Phase[],
  flags: Flags,
): Promise<void> {
  const client = openControl(cli);
  const chosen = await chooseProjects(cli, client, flags);
  const { migration, changed } = await findOrMakeMigration(client, chosen, phases);
  if (changed.length > 0)
    cli.stderr.write(
      `Changed: ${changed.join(', ')}. What that concerns is transformed again; the rest stays as it is.\n`,
    );
  const { value, json } = await client.startRun(migration.id, phases);
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

const SINGLE: Readonly<Record<Phase, string>> = {
  extract: 'Read everything from Zephyr Scale and keep it in the data directory.',
  transform:
    'Turn what was extracted into what qTest will get. It goes by the fields and statuses that qTest has now; nothing is written there.',
  load: 'Write what was transformed to qTest. What is new is created and what has changed is updated; nothing is created twice, and edits made in qTest are left alone.',
  validate: 'Read everything back from qTest and compare it, record by record.',
};

export function addSinglePhases(program: Command, deps: CommandDeps): void {
  for (const phase of PHASES) {
    const description = SINGLE[phase];
    const summary = description.split('. ', 1)[0]?.replace(/\.$/, '') ?? '';
    addPhasesCommand(program, deps, {
      name: phase,
      summary: summary.charAt(0).toLowerCase() + summary.slice(1),
      description,
      phases: [phase],
      group: PHASE_GROUP,
    });
  }
}
