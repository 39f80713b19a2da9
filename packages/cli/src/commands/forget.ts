import type { Command } from 'commander';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { toTitle } from './follow-to-end.ts';
import { RUN_GROUP } from './run-actions.ts';

type Flags = JsonFlag & { readonly migration: string };

export function addForget(program: Command, { cli }: CommandDeps): void {
  const command = program
    .command('forget')
    .helpGroup(RUN_GROUP)
    .summary('forget a migration that has nothing on the target')
    .description(
      'Forget a migration with its files and reports. Refused while it has anything on the target: "z2q rollback" takes that away.',
    )
    .requiredOption('--migration <ID>', 'id of the migration: "z2q status --all" lists them');
  addJsonFlag(command).action(async ({ migration, json }: Flags) => {
    const client = openControl(cli);
    const { value } = await client.getMigration(migration);
    await client.forget(value.id);
    cli.stdout.write(json ? '' : `${toTitle(value)}: forgotten.\n`);
  });
}
