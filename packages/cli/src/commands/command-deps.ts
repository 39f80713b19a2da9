import type { Command } from 'commander';
import { type ControlClient, createControlClient } from '../api/api-client.ts';
import { readControlAccess } from '../api/read-control-access.ts';
import type { CliContext } from '../cli-context.ts';
import type { ExitCode } from '../cli-error.ts';

/** What a command needs to add itself to the program. */
export type CommandDeps = {
  readonly cli: CliContext;
  /** Sets the exit code, which is 0 by default. */
  readonly finish: (exitCode: ExitCode) => void;
};

export type JsonFlag = { readonly json?: boolean };

export const addJsonFlag = (command: Command): Command =>
  command.optionsGroup('Output:').option('--json', "print the API's own answer, and nothing else, on stdout");

export const openControl = ({ env }: CliContext): ControlClient =>
  createControlClient(readControlAccess(env));
