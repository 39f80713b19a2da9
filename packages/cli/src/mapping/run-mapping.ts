import { writeFileSync } from 'node:fs';
import { HttpError } from '@z2q/http';
import { ConfigError } from '@z2q/process';
import type { CliContext } from '../cli-context.ts';
import { CliError, EXIT, type ExitCode, wrongUsage } from '../cli-error.ts';
import { openControl } from '../commands/command-deps.ts';
import type { MappingFlags } from '../commands/mapping.ts';
import { printChecks } from '../commands/print-checks.ts';
import { plural } from '../progress/format.ts';
import { findMigration } from '../selection/find-migration.ts';
import { readMapping } from '../selection/read-mapping.ts';
import { checkMapping, type RecordsOf } from './check-mapping.ts';
import { type ProjectNames, readProjectNames } from './project-names.ts';
import { proposeMapping } from './propose-mapping.ts';
import { renderMapping } from './render-mapping.ts';

/** `mapping init` */
export async function writeMapping(cli: CliContext, flags: MappingFlags): Promise<void> {
  const proposals = proposeMapping(await askBoth(cli, flags));
  if (flags.json) {
    const tables = proposals.map(({ table, pairs }) => [
      table,
      Object.fromEntries(pairs.map(({ from, to }) => [from, to])),
    ]);
    return void cli.stdout.write(`${JSON.stringify(Object.fromEntries(tables))}\n`);
  }
  write(flags, renderMapping(toTitle(flags), proposals));
  const open = proposals.flatMap(({ pairs }) => pairs).filter(({ isThere }) => !isThere).length;
  cli.stdout.write(
    `Written to ${flags.output}: ${open === 0 ? 'every name has its counterpart' : `${plural(open, 'name')} without a counterpart in qTest, look for "#"`}.\n`,
  );
  cli.stderr.write(
    `→ Use it: ${cli.command} plan --project ${flags.project} --target ${flags.target} --mapping ${flags.output}\n`,
  );
}

/** `mapping check` */
export async function testMapping(cli: CliContext, file: string, flags: MappingFlags): Promise<ExitCode> {
  const view = checkMapping(readMapping(file), await askBoth(cli, flags), await readUse(cli, flags));
  if (flags.json) cli.stdout.write(`${JSON.stringify(view)}\n`);
  else printChecks(`${file}: ${toTitle(flags)}`, view, cli.stdout);
  return view.ok ? EXIT.done : EXIT.finishedWithFailures;
}

/** Only the control API knows what was extracted; the names can be checked without it. */
async function readUse(cli: CliContext, flags: MappingFlags): Promise<RecordsOf> {
  try {
    const client = openControl(cli);
    const { id } = await findMigration(client, flags);
    const { names } = (await client.getMappingUse(id)).value;
    const counts = new Map(names.map(({ table, name, records }) => [`${table}|${name}`, records]));
    return (table, name) => counts.get(`${table}|${name}`) ?? 0;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (!flags.json) cli.stderr.write(`How many records each line touches is not known: ${error.message}\n`);
    return undefined;
  }
}

const toTitle = ({ project, target }: MappingFlags): string => `${project} to qTest project ${target}`;

async function askBoth({ env }: CliContext, { project, target }: MappingFlags): Promise<ProjectNames> {
  try {
    return await readProjectNames(env, project, target);
  } catch (error) {
    if (error instanceof ConfigError) throw wrongUsage(error.message, ENVIRONMENT_FIX);
    throw error instanceof HttpError ? toNotRead(error) : error;
  }
}

const ENVIRONMENT_FIX =
  'Both projects are read from here: set what "z2q up" is given. "z2q help environment" lists the variables.';

function toNotRead(error: HttpError): CliError {
  const side = error.details.side === 'source' ? 'ZEPHYR' : 'QTEST';
  const fix = `Are ${side}_BASE_URL and ${side}_TOKEN right, and may the token read that project?`;
  return new CliError(EXIT.notReachedOrNotAllowed, error.message, fix, { cause: error });
}

function write({ output, force }: MappingFlags, text: string): void {
  try {
    writeFileSync(output, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (isThere)
      throw wrongUsage(
        `${output} is there already.`,
        'Name another with -o FILE, or overwrite it with --force.',
      );
    throw error;
  }
}
