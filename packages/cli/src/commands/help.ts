import type { Command } from 'commander';

/** `help COMMAND`, of a command that has commands: says what one of them does, also one that is further down. */
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
  // Refuses it as it refuses any unknown command, with a suggestion.
  await command.parseAsync([name], { from: 'user' });
}
