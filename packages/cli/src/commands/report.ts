import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReportView } from '@z2q/contracts';
import { type Command, Option } from 'commander';
import { type ControlClient, parseAnswer } from '../api/api-client.ts';
import { wrongUsage } from '../cli-error.ts';
import { printReportSummary } from '../progress/print-report-summary.ts';
import { findRun } from '../selection/find-run.ts';
import { addRunFlags, type RunFlags } from '../selection/migration-flags.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { RUN_GROUP } from './run-actions.ts';

const REPORT_TYPES = {
  html: 'text/html',
  json: 'application/json',
  csv: 'text/csv',
  junit: 'application/xml',
} as const;
export type ReportFormat = keyof typeof REPORT_TYPES;
const FORMATS = Object.keys(REPORT_TYPES) as readonly ReportFormat[];

type Flags = RunFlags & JsonFlag & { readonly format?: ReportFormat; readonly output?: string };

export function addReport(program: Command, deps: CommandDeps): void {
  const command = program
    .command('report')
    .helpGroup(RUN_GROUP)
    .summary('what came over, what failed and why: summary, HTML, JSON, CSV or JUnit')
    .description(
      'Say what came over, what failed and why, and what to do. Without a format: a summary here, or what the file name says.',
    );
  addJsonFlag(addRunFlags(command))
    .addOption(
      new Option('-f, --format <FORMAT>', 'page, data, each failed and skipped record, or checks').choices(
        FORMATS,
      ),
    )
    .option('-o, --output <FILE>', 'write to a file')
    .action((flags: Flags) => report(deps, flags));
}

async function report({ cli }: CommandDeps, flags: Flags): Promise<void> {
  const client = openControl(cli);
  const { run } = await findRun(client, flags);
  const format = flags.json ? 'json' : (flags.format ?? formatOf(flags.output));
  if (flags.output !== undefined) {
    const path = resolve(flags.output);
    await saveReport(client, { runId: run.id, format: format ?? 'html', path });
    cli.stderr.write(`Written to ${path}\n`);
    return;
  }
  const answer = await client.report(run.id, REPORT_TYPES[format ?? 'json']);
  if (format === undefined) {
    return printReportSummary(parseAnswer(ReportView, await answer.text(), 'the report'), cli.stdout);
  }
  if (answer.body) await pipeline(Readable.fromWeb(answer.body), cli.stdout, { end: false });
  if (format === 'json') cli.stdout.write('\n');
}

/** Report format by the extension of a file name. */
function formatOf(path: string | undefined): ReportFormat | undefined {
  if (path === undefined) return undefined;
  const extension = extname(path).toLowerCase();
  const format = extension === '.xml' ? 'junit' : FORMATS.find((each) => extension === `.${each}`);
  if (format) return format;
  throw wrongUsage(`"${path}" does not say which format to write.`, `Add --format ${FORMATS.join('|')}.`);
}

export type SavedReport = { readonly runId: string; readonly format: ReportFormat; readonly path: string };

/** Streams a run's report into a file and creates its folder. */
export async function saveReport(client: ControlClient, { runId, format, path }: SavedReport): Promise<void> {
  const { body } = await client.report(runId, REPORT_TYPES[format]);
  await mkdir(dirname(path), { recursive: true });
  if (body) await pipeline(Readable.fromWeb(body), createWriteStream(path));
}
