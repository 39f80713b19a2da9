import { type MigrationView, ReportView, type RunView } from '@z2q/contracts';
import { type ControlClient, parseAnswer } from '../api/api-client.ts';
import type { CliContext } from '../cli-context.ts';
import { EXIT, type ExitCode } from '../cli-error.ts';
import { fold } from '../fold.ts';
import { paint } from '../paint.ts';
import { printReportSummary } from '../progress/print-report-summary.ts';
import { type WatchEnd, watchRun } from '../progress/watch-run.ts';

export type FollowedRun = {
  readonly id: string;
  readonly migration: Pick<MigrationView, 'source' | 'target'>;
  readonly json: boolean;
  /** false: `--json` has already printed another answer. */
  readonly printsRun?: boolean;
  /** false: do not say how to get the report. */
  readonly hint?: boolean;
  readonly signal?: AbortSignal;
};

export const toTitle = ({ source, target }: Pick<MigrationView, 'source' | 'target'>): string =>
  `${source.projectKey} → qTest ${target.projectId}`;

/** Shows a run until its end and then its result. @returns the exit code. */
export async function followToEnd(
  cli: CliContext,
  client: ControlClient,
  { id, migration, json, printsRun = true, hint = true, signal }: FollowedRun,
): Promise<ExitCode> {
  const end = await watchRun(cli, client, {
    id,
    title: toTitle(migration),
    json,
    stayWhenPaused: cli.stderr.isTTY === true,
    ...(signal === undefined ? {} : { signal }),
  });
  const { last } = end;
  if (json && printsRun && last) cli.stdout.write(`${last.json}\n`);
  if (end.kind === 'over' && !json) await printOutcome(cli, client, id);
  if (end.kind === 'over' && !json && hint)
    cli.stdout.write(`  Full report: ${cli.command} report --run ${id} -o report.html\n`);
  if (end.kind !== 'over' && !signal?.aborted)
    cli.stderr.write(fold(toParting(cli, end, id).split('\n'), cli.stderr).join('\n'));
  return end.kind === 'detached' ? EXIT.interrupted : exitCodeOf(last?.value);
}

export const exitCodeOf = (run: RunView | undefined): ExitCode =>
  run?.state === 'completed' ? EXIT.done : EXIT.finishedWithFailures;

async function printOutcome(cli: CliContext, client: ControlClient, id: string): Promise<void> {
  const answer = await client.report(id, 'application/json');
  printReportSummary(parseAnswer(ReportView, await answer.text(), 'the report'), cli.stdout);
}

function toParting({ command, stderr }: CliContext, { kind, last }: WatchEnd, id: string): string {
  const arrow = paint(stderr, 'cyan', '→');
  if (kind === 'waits-for-person') {
    return `The run waits for you: ${last?.value.recommendedAction ?? last?.value.pauseReason}\n${arrow} Go on with "${command} resume --run ${id}", or end it with "${command} cancel --run ${id}".\n`;
  }
  return `\nNo longer watching; the run goes on.\n${arrow} Follow it again with "${command} status --watch --run ${id}", or end it with "${command} cancel --run ${id}".\n`;
}
