import type { ConfigError } from '@z2q/process';
import { CommanderError } from 'commander';
import { asTyped } from './as-typed.ts';
import type { CliContext } from './cli-context.ts';
import { CliError, EXIT } from './cli-error.ts';
import { toFileError } from './file-error.ts';
import { fold } from './fold.ts';
import { paint } from './paint.ts';
import { createProgram } from './program.ts';
import { refuseWhatNpmKept } from './refuse-what-npm-kept.ts';

/** Runs one command line, given without the program's name. @returns the exit code. */
export async function runCli(args: readonly string[], cli: CliContext): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = createProgram(cli, (code) => {
    exitCode = code;
  });
  try {
    refuseWhatNpmKept(cli, program, args);
    await program.parseAsync(withJsonLast(args), { from: 'user' });
    return exitCode;
  } catch (error) {
    return toExitCode(error, cli);
  }
}

/** `z2q --json status` means the same as `z2q status --json`. */
const withJsonLast = ([first, ...rest]: readonly string[]): readonly string[] =>
  first === '--json' ? [...rest, first] : [first ?? [], rest].flat();

function toExitCode(thrown: unknown, cli: CliContext): number {
  const { stderr } = cli;
  const error = toFileError(thrown) ?? thrown;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
  if (error instanceof CliError) {
    const fix = error.fix ? [`${paint(stderr, 'cyan', '→')} ${error.fix}`] : [];
    say(cli, [`${paint(stderr, 'red', 'error:')} ${error.message}`, ...fix].join('\n'));
    return error.exitCode;
  }
  if (isConfigError(error)) {
    say(cli, `${error.message}\n${paint(stderr, 'cyan', '→')} Nothing was started. ${CONFIG_FIX}`);
    return EXIT.wrongEnvironment;
  }
  stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.finishedWithFailures;
}

const say = (cli: CliContext, text: string): void =>
  void cli.stderr.write(`${fold(asTyped(cli, text).split('\n'), cli.stderr).join('\n')}\n`);

const CONFIG_FIX = '"z2q help environment" lists the variables.';

/** By name, not by class: its package loads an HTTP client and a logger, which most commands do not need. */
const isConfigError = (error: unknown): error is ConfigError =>
  error instanceof Error && error.name === 'ConfigError';
