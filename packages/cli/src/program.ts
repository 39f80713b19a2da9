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
import { fold } from './fold.ts';
import { addHelpTopics } from './help-topics.ts';
import { paint } from './paint.ts';
import { wrap } from './progress/wrap.ts';
import { toEntry } from './to-entry.ts';

const DESCRIPTION =
  'Move a whole test management from Zephyr Scale to Tricentis qTest: exactly once, verified, with a report of everything that could not come along.';

const EXAMPLES = [
  ['demo', 'see it work, nothing needed'],
  ['up', 'run the services; keep this window open'],
  ['check --project WEB --target 12345', 'in another one: is all in order?'],
  ['migrate --project WEB --target 12345', 'carry everything over'],
  ['report -o report.html', 'the newest run, as a page to show'],
] as const;
const EXAMPLE_WIDTH = 40;

const EXIT_CODES =
  'Exit codes: 0 done, 1 finished with failures, 2 wrong usage, 3 cannot reach or not allowed, 78 a variable is missing or wrong, 130 interrupted or not confirmed.';
const EXIT_CODES_WIDTH = 92;

function toFooter(z2q: string, columns: number | undefined): string {
  const nameWidth = z2q.length + 1 + EXAMPLE_WIDTH;
  const examples = EXAMPLES.map(([args, words]) =>
    toEntry({ name: `${z2q} ${args}`, words, nameWidth, columns }),
  );
  const codes = wrap(EXIT_CODES, Math.min(columns || EXIT_CODES_WIDTH, EXIT_CODES_WIDTH));
  return ['', 'Examples:', ...examples, '', ...codes, '"z2q help COMMAND" says more about each.'].join('\n');
}

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
      minWidthToWrap: NARROWEST,
      styleTitle: (title) => paint(stdout, 'bold', fold([title], stdout).join('\n')),
      subcommandTerm: (command) => command.name(),
    })
    .addHelpText('after', () => toFooter(cli.command, stdout.columns))
    .version(manifest.version, '-V, --version', 'print the version');
  for (const add of COMMANDS) add(program, { cli, finish });
  for (const command of withSubcommands(program)) if (command.commands.length > 0) addHelp(command);
  for (const command of withSubcommands(program)) {
    command.showHelpAfterError(`→ See "${toPath(command)} --help".`);
  }
  return program;
}

const WIDTH = 100;
/** Help texts are not wrapped into lines narrower than this. */
const NARROWEST = 16;

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];

const toPath = (command: Command): string =>
  command.parent ? `${toPath(command.parent)} ${command.name()}` : command.name();
