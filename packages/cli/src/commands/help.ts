import type { Command } from 'commander';

/** Adds `help COMMAND` to a command with subcommands, at any depth. */
export function addHelp(parent: Command): void {
  parent
    .helpCommand(false)
    .command('help')
    .helpGroup('Commands:')
    .summary('what a command does and takes')
    .description('Say what a command does and takes.')
    .argument('[COMMAND...]')
    .action((path: readonly string[]) => showHelp(parent, path));
}

async function showHelp(command: Command, [name, ...rest]: readonly string[]): Promise<void> {
  if (name === undefined || command.commands.length === 0) return command.help();
  const found = command.commands.find((each) => each.name() === name);
  if (found) return showHelp(found, rest);
  // Refused like any unknown command, with a suggestion.
  await command.parseAsync([name], { from: 'user' });
}
