import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { asTyped } from '../as-typed.ts';
import { EXIT, type ExitCode } from '../cli-error.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag } from './command-deps.ts';
import { START_GROUP } from './up.ts';

type Flags = JsonFlag & { readonly force?: boolean };

/** The command line has no access to the database; the service that made the backup has. */
const RESTORE = resolve(import.meta.dirname, '../../../../services/control-api/src/restore/main.ts');

export function addRestore(program: Command, deps: CommandDeps): void {
  const command = program
    .command('restore')
    .helpGroup(START_GROUP)
    .summary('put a backup in place of the database, before "up"')
    .description(
      'Put a backup in place of the database in DATA_DIR while no service runs. The database that was there is kept beside it. What was created since the backup is looked for in qTest before it is created again.',
    )
    .argument('<FILE>', 'what "z2q backup" wrote')
    .option('--force', 'replace a database that is there already; it is kept beside the new one');
  addJsonFlag(command).action(async (file: string, flags: Flags) =>
    deps.finish(await restore(deps, file, flags)),
  );
}

async function restore({ cli }: CommandDeps, file: string, flags: Flags): Promise<ExitCode> {
  const args = [RESTORE, resolve(file), ...(flags.force ? ['--force'] : [])];
  const child = spawn(process.execPath, args, { env: cli.env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  cli.stderr.write(asTyped(cli, stderr));
  if (code !== 0) return toExitCode(code);
  cli.stdout.write(flags.json ? stdout : asTyped(cli, toWords(JSON.parse(stdout))));
  return EXIT.done;
}

const toExitCode = (code: unknown): ExitCode =>
  Object.values(EXIT).find((known) => known === code && known !== EXIT.done) ?? EXIT.finishedWithFailures;

const toWords = ({ database, setAside }: { readonly database: string; readonly setAside: string | null }) =>
  [
    `Restored to ${database}.`,
    ...(setAside === null ? [] : [`What was there is kept as ${setAside}.`]),
    'Start it with "z2q up": what was created since the backup is looked for in qTest before it is created again.',
    '',
  ].join('\n');
