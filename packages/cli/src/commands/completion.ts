import { Argument, type Command } from 'commander';
import type { CommandDeps } from './command-deps.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** Words that can follow a command: its subcommands and options. */
type Words = { readonly path: string; readonly words: readonly string[] };

/** Prints a shell script that completes the existing commands and options. */
export function addCompletion(program: Command, { cli }: CommandDeps): void {
  program
    .command('completion')
    .helpGroup('More help:')
    .summary('print a script that completes commands and options in your shell')
    .description(
      'Print a script that completes commands and options. bash: source <(z2q completion bash); zsh: the same with zsh, after compinit; fish: z2q completion fish | source.',
    )
    .addArgument(new Argument('<SHELL>', 'your shell').choices(SHELLS))
    .action((shell: Shell) => void cli.stdout.write(RENDER[shell](listWords(program))));
}

function listWords(command: Command, path: readonly string[] = []): readonly Words[] {
  const { visibleCommands, visibleOptions } = {
    visibleCommands: command.createHelp().visibleCommands(command),
    visibleOptions: command.createHelp().visibleOptions(command),
  };
  const words = [
    ...visibleCommands.map((each) => each.name()),
    ...visibleOptions.flatMap(({ long }) => (long ? [long] : [])),
  ];
  const below = command.commands.flatMap((each) => listWords(each, [...path, each.name()]));
  return [{ path: path.join(' '), words }, ...below];
}

/**
 * Compares the words typed so far, without options and their values, with the commands; the longest match decides what
 * may follow.
 */
const toBash = (all: readonly Words[]): string => `_z2q() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" words="" each
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$each" in
      ${all.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join('|')}) path="\${path:+$path }$each" ;;
    esac
  done
  case "$path" in
${all.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _z2q z2q
`;

const toFish = (all: readonly Words[]): string =>
  all
    .flatMap(({ path, words }) => {
      const condition =
        path === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${path.split(' ').at(-1)}`;
      return words.map((word) =>
        word.startsWith('--')
          ? `complete -c z2q -n '${condition}' -l ${word.slice(2)}`
          : `complete -c z2q -n '${condition}' -a ${word}`,
      );
    })
    .join('\n')
    .concat('\n');

const RENDER: Readonly<Record<Shell, (all: readonly Words[]) => string>> = {
  bash: toBash,
  zsh: (all) => `autoload -U +X bashcompinit && bashcompinit\n${toBash(all)}`,
  fish: toFish,
};
