import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LEDGER_OUTCOMES, LedgerItem, pageOf } from '@z2q/contracts';
import { type Command, Option } from 'commander';
import { type ControlClient, parseAnswer } from '../api/api-client.ts';
import type { Output } from '../cli-context.ts';
import { findMigration } from '../selection/find-migration.ts';
import { addMigrationFlags, type MigrationFlags } from '../selection/migration-flags.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { RUN_GROUP } from './run-actions.ts';

type Filters = {
  readonly entityType?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly sourceKey?: string;
};
type Flags = MigrationFlags &
  JsonFlag &
  Filters & { readonly format?: 'table' | 'csv' | 'json'; readonly output?: string };

export function addLedger(program: Command, deps: CommandDeps): void {
  const command = program
    .command('ledger')
    .helpGroup(RUN_GROUP)
    .summary('what became of each value that was changed or dropped: table, CSV or JSON')
    .description('List each value that was changed or dropped, with its place, why, before and after.');
  addJsonFlag(addMigrationFlags(command))
    .optionsGroup('Which lines:')
    .option('--entity-type <TYPE>', 'only of this type, such as test_case')
    .addOption(new Option('--outcome <OUTCOME>', 'only these').choices(LEDGER_OUTCOMES))
    .option('--code <CODE>', 'only for this reason, such as unknown_member')
    .option('--source-key <KEY>', 'only of this record, such as WEB-T1')
    .addOption(new Option('-f, --format <FORMAT>', 'how').choices(['table', 'csv', 'json']))
    .option('-o, --output <FILE>', 'write CSV to a file')
    .action((flags: Flags) => ledger(deps, flags));
}

async function ledger({ cli }: CommandDeps, flags: Flags): Promise<void> {
  const client = openControl(cli);
  const { id } = await findMigration(client, flags);
  const query = toQuery(flags);
  const format = flags.json ? 'json' : (flags.format ?? (flags.output === undefined ? 'table' : 'csv'));
  if (format === 'csv') {
    const { body } = await client.ledger(id, query, 'text/csv');
    const csv = body && Readable.fromWeb(body);
    if (csv && flags.output !== undefined) await pipeline(csv, createWriteStream(flags.output));
    else if (csv) await pipeline(csv, cli.stdout, { end: false });
    return;
  }
  await printPages(client, { id, query, isJson: format === 'json' }, cli.stdout);
}

function toQuery({ entityType, outcome, code, sourceKey }: Flags): URLSearchParams {
  const query = new URLSearchParams({ limit: '1000' });
  for (const [name, value] of Object.entries({ entityType, outcome, code, sourceKey }))
    if (value !== undefined) query.set(name, value);
  return query;
}

const Page = pageOf(LedgerItem);
type Listing = { readonly id: string; readonly query: URLSearchParams; readonly isJson: boolean };

/** Prints the API's answers as JSON, one page a line. */
async function printPages(
  client: ControlClient,
  { id, query, isJson }: Listing,
  stdout: Output,
): Promise<void> {
  for (;;) {
    const json = await (await client.ledger(id, query, 'application/json')).text();
    const { items, nextCursor } = parseAnswer(Page, json, 'the ledger');
    stdout.write(isJson ? `${json}\n` : items.map(toRow).join(''));
    if (nextCursor === null) return;
    query.set('cursor', nextCursor);
  }
}

const toRow = ({
  entityType,
  sourceId,
  sourceKey,
  path,
  outcome,
  code,
  message,
  before,
  after,
}: LedgerItem) =>
  `${outcome.padEnd(10)}${(sourceKey ?? sourceId).padEnd(16)} ${path}  [${code}] ${message}${toValues(before, after)} (${entityType})\n`;

const toValues = (before: string | null, after: string | null): string =>
  [before === null ? '' : ` "${toShort(before)}"`, after === null ? '' : ` → "${toShort(after)}"`].join('');

const SHORT = 60;
const toShort = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line;
};
