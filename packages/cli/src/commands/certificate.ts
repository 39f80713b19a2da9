import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { CertificateView } from '@z2q/contracts';
import type { Command } from 'commander';
import { parseAnswer } from '../api/api-client.ts';
import type { Output } from '../cli-context.ts';
import { EXIT } from '../cli-error.ts';
import { paint } from '../paint.ts';
import { findMigration } from '../selection/find-migration.ts';
import { addMigrationFlags, type MigrationFlags } from '../selection/migration-flags.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { RUN_GROUP } from './run-actions.ts';

type Flags = MigrationFlags & JsonFlag & { readonly out?: string };

export function addCertificate(program: Command, deps: CommandDeps): void {
  const command = program
    .command('certificate')
    .helpGroup(RUN_GROUP)
    .summary('a page to sign that all came over and was verified, or what is missing')
    .description(
      'Certify that a migration is whole and verified, or say what is missing (exit code 1). The page names versions, hashes and all that was left out.',
    );
  addJsonFlag(addMigrationFlags(command))
    .option('-o, --out <FILE>', 'write the page to a file; JSON if it ends in .json')
    .action((flags: Flags) => certificate(deps, flags));
}

async function certificate({ cli, finish }: CommandDeps, flags: Flags): Promise<void> {
  const client = openControl(cli);
  const { id } = await findMigration(client, flags);
  const json = await (await client.certificate(id, 'application/json')).text();
  const view = parseAnswer(CertificateView, json, 'the certificate');
  if (flags.out !== undefined) {
    const path = resolve(flags.out);
    const isJson = flags.json || extname(path).toLowerCase() === '.json';
    await writeFile(path, isJson ? `${json}\n` : await (await client.certificate(id, 'text/html')).text());
    cli.stderr.write(`Written to ${path}\n`);
  }
  if (flags.json && flags.out === undefined) cli.stdout.write(`${json}\n`);
  if (!flags.json) printCertificate(view, cli.stdout);
  if (!view.certified) finish(EXIT.finishedWithFailures);
}

function printCertificate({ certified, sentence, gaps }: CertificateView, stream: Output): void {
  const sign = certified ? paint(stream, 'green', '✓ Certified.') : paint(stream, 'yellow', '!');
  const lines = gaps.map(({ message, advice }) => `  ${message}\n    → ${advice}`);
  stream.write(`${[`${sign} ${paint(stream, 'bold', sentence)}`, ...lines].join('\n')}\n`);
}
