import type { Command, Option } from 'commander';
import type { CliContext } from './cli-context.ts';
import { wrongUsage } from './cli-error.ts';

/**
 * `npm run` keeps every option without a `--` before it, and passes it on only in the environment. Without this check a
 * rollback would ignore the migration given, and choose one itself.
 * @throws {CliError} that says where the `--` belongs.
 */
export function refuseWhatNpmKept(
  { command, env }: Pick<CliContext, 'command' | 'env'>,
  program: Command,
  args: readonly string[],
): void {
  if (!command.startsWith('npm ')) return;
  const path = toPath(program, args);
  const kept = (path.at(-1) ?? program).options.filter((option) =>
    toNames(option).some((name) => env[`npm_config_${name}`]),
  );
  if (kept.length === 0) return;
  const words = kept.map(({ flags }) => flags.slice(flags.indexOf('--')));
  throw wrongUsage(
    `npm has kept ${kept.map(({ long }) => long).join(' and ')} for itself.`,
    `Put -- before the options: ${[command, ...path.map((each) => each.name()), ...words].join(' ')}`,
  );
}

/** The commands that the arguments name. */
function toPath(parent: Command, [name, ...rest]: readonly string[]): readonly Command[] {
  const found = parent.commands.find((each) => each.name() === name);
  return found ? [found, ...toPath(found, rest)] : [];
}

/** Set by the checkout's `.npmrc` or the user's own, so they prove nothing. */
const IN_SETTINGS: ReadonlySet<string> = new Set(['json', 'yes']);

/** Names of an option in npm's environment. */
const toNames = ({ long, short }: Option): readonly string[] =>
  [long, short]
    .flatMap((flag) => flag?.replace(/^-+/, '').replaceAll('-', '_') ?? [])
    .filter((name) => !IN_SETTINGS.has(name));
