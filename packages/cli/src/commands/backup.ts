import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { CliError, EXIT, wrongUsage } from '../cli-error.ts';
import { toFileError } from '../file-error.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { START_GROUP } from './up.ts';

type Flags = JsonFlag & { readonly output?: string };

export function addBackup(program: Command, deps: CommandDeps): void {
  const command = program
    .command('backup')
    .helpGroup(START_GROUP)
    .summary('a copy of the database, while everything runs')
    .description(
      'Write a consistent copy of the database into a new file, while everything runs. Files of attachments are not in it: they are fetched again where they are needed.',
    );
  addJsonFlag(command)
    .option('-o, --output <FILE>', 'the file to write (default: z2q-TIME.db here)')
    .action((flags: Flags) => backUp(deps, flags));
}

async function backUp({ cli }: CommandDeps, { output, json }: Flags): Promise<void> {
  const path = resolve(output ?? `z2q-${new Date().toISOString().slice(0, 19).replace(/:/g, '-')}.db`);
  if (await isThere(path)) throw alreadyThere(path);
  const { body } = await openControl(cli).backUp();
  if (!body) throw new CliError(EXIT.notReachedOrNotAllowed, 'The control API sent no backup.');
  await save(Readable.fromWeb(body), path);
  const { size } = await stat(path);
  cli.stdout.write(
    json
      ? `${JSON.stringify({ path, sizeBytes: size })}\n`
      : `Written to ${path}: ${(size / 1024 / 1024).toFixed(1)} MiB. Not in it: DATA_DIR/attachments and DATA_DIR/reports.\n`,
  );
}

/** A backup contains company data, so only its owner may read it. An incomplete file is deleted. */
async function save(content: Readable, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  try {
    await pipeline(content, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw alreadyThere(path);
    await rm(path, { force: true });
    throw toFileError(error) ?? brokenOff(error);
  }
}

const brokenOff = (error: unknown): CliError =>
  new CliError(
    EXIT.notReachedOrNotAllowed,
    `The backup broke off: ${error instanceof Error ? error.message : String(error)}.`,
    'Nothing was kept of it. Is the control API still there, and is there room on the disk?',
    { cause: error },
  );

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const alreadyThere = (path: string): CliError =>
  wrongUsage(`${path} is there already.`, 'A backup never overwrites anything: name another file.');
