import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { asTyped } from './as-typed.ts';
import type { CliContext } from './cli-context.ts';
import type { ExitCode } from './cli-error.ts';
import { addBackup } from './commands/backup.ts';
import { addCertificate } from './commands/certificate.ts';
import { addCheck } from './commands/check.ts';
import type { CommandDeps } from './commands/command-deps.ts';
import { addCompletion } from './commands/completion.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addForget } from './commands/forget.ts';
import { addHelp } from './commands/help.ts';
import { addInit } from './commands/init.ts';
import { addLedger } from './commands/ledger.ts';
import { addMapping } from './commands/mapping.ts';
import { addMigrate } from './commands/migrate.ts';
import { addPlan } from './commands/plan.ts';
import { addReport } from './commands/report.ts';
import { addRestore } from './commands/restore.ts';
import { addRetry } from './commands/retry.ts';
import { addRollback } from './commands/rollback.ts';
import { addRunActions } from './commands/run-actions.ts';
import { addSinglePhases } from './commands/run-phases.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addStatus } from './commands/status.ts';
import { addUp } from './commands/up.ts';
import { addWave } from './commands/wave.ts';
import { addHelpTopics } from './help-topics.ts';
import { paint } from './paint.ts';

const DESCRIPTION =
  'Move a whole test management from Zephyr Scale to Tricentis qTest: exactly once, verified, with a report of everything that could not come along.';

const toFooter = (z2q: string): string => `
Examples:
  ${z2q} demo                                    see it work, nothing needed
  ${z2q} up                                      run the services; keep this window open
  ${z2q} check --project WEB --target 12345      in another one: is all in order?
  ${z2q} migrate --project WEB --target 12345    carry everything over
  ${z2q} report -o report.html                   the newest run, as a page to show

Exit codes: 0 done, 1 finished with failures, 2 wrong usage, 3 cannot reach or not allowed,
78 a variable is missing or wrong, 130 interrupted or not confirmed.
"z2q help COMMAND" says more about each.`;

/** Commands in the order of the help. */
const COMMANDS: readonly ((program: Command, deps: CommandDeps) => void)[] = [
  addInit,
  addDoctor,
  addUp,
  addDemo,
  addSandbox,
  addBackup,
  addRestore,
  addCheck,
  addPlan,
  addMigrate,
  addWave,
  addMapping,
  addSinglePhases,
  addStatus,
  addRunActions,
  addRetry,
  addRollback,
  addForget,
  addReport,
  addCertificate,
  addLedger,
  addHelpTopics,
  addCompletion,
];

/** The whole command line. Parsing throws `CommanderError` instead of ending the process. */
export function createProgram(cli: CliContext, finish: (exitCode: ExitCode) => void): Command {
  const { stdout, stderr } = cli;
  const program = new Command(cli.command)
    .description(DESCRIPTION)
    .usage('COMMAND [options]')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(asTyped(cli, text)),
      writeErr: (text) => void stderr.write(asTyped(cli, text)),
      outputError: (text, write) => write(text.replace(/^error:/, paint(stderr, 'red', 'error:'))),
      getOutHelpWidth: () => stdout.columns || WIDTH,
      getErrHelpWidth: () => stderr.columns || WIDTH,
    })
    .configureHelp({
      styleTitle: (title) => paint(stdout, 'bold', title),
      subcommandTerm: (command) => command.name(),
    })
    .addHelpText('after', toFooter(cli.command))
    .version(manifest.version, '-V, --version', 'print the version');
  for (const add of COMMANDS) add(program, { cli, finish });
  for (const command of withSubcommands(program)) if (command.commands.length > 0) addHelp(command);
  for (const command of withSubcommands(program)) {
    command.showHelpAfterError(`→ See "${toPath(command)} --help".`);
  }
  return program;
}

const WIDTH = 100;

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];

const toPath = (command: Command): string =>
  command.parent ? `${toPath(command.parent)} ${command.name()}` : command.name();
